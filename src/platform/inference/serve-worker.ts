import type { Pixels } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import { pixelsOf } from '../picture/picture-pixels.ts';
import { closePicture } from '../picture/picture.ts';
import type { FrameJob, WorkerAsk, WorkerSays } from './worker-wire.ts';

/** Inspects one frame's pixels. May reject: the worker then says it is broken. */
export type InspectPixels = (pixels: Pixels, job: FrameJob) => Promise<Outcome<FrameFindings>>;

/** Worker side: answers asks as they come, until one fails in a way that leaves the engine in doubt. */
export function serveWorker(inspect: InspectPixels): void {
  const say = (what: WorkerSays): void => {
    postMessage(what);
  };
  addEventListener('message', ({ data }: MessageEvent<WorkerAsk>) => {
    answer(data, inspect).then(say, (error: unknown) => say({ kind: 'broken', reason: String(error) }));
  });
  const lifeLock = `inference-worker-${crypto.randomUUID()}`;
  void navigator.locks.request(lifeLock, () => {
    say({ kind: 'listening', lifeLock });
    return new Promise<never>(() => undefined);
  });
}

async function answer({ jobId, job }: WorkerAsk, inspect: InspectPixels): Promise<WorkerSays> {
  try {
    return { kind: 'answer', jobId, outcome: await inspect(await pixelsOf(job.picture), job) };
  } finally {
    closePicture(job.picture);
  }
}
