import type { Pixels } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import { pixelsOf } from '../picture/picture-pixels.ts';
import { hashPixels } from '../picture/pixels-hash.ts';
import { closePicture } from '../picture/picture.ts';
import { ProbeFailed } from './model-sessions.ts';
import type { ChosenProvider } from './provider.ts';
import type { FrameJob, WorkerAsk, WorkerSays } from './worker-wire.ts';

/** Inspects one frame's pixels. May reject: the worker then says it is broken. */
export type InspectPixels = (pixels: Pixels, job: FrameJob) => Promise<Outcome<FrameFindings>>;

/** What a worker runs frames with. */
export interface Engine {
  readonly chosen: ChosenProvider;
  readonly inspect: InspectPixels;
}

/**
 * Worker side: answers asks as they come, until one fails in a way that leaves the engine in doubt. The engine is started
 * on the first ask, with the providers that the worker's name lists.
 */
export function serveWorker(startEngine: (wishes: readonly string[]) => Promise<Engine>): void {
  let engine: Promise<Engine> | undefined;
  const inspect: InspectPixels = async (pixels, job) => {
    engine ??= startEngine(self.name.split(' ')).then((started) => {
      say({ kind: 'chose', chosen: started.chosen });
      return started;
    });
    return (await engine).inspect(pixels, job);
  };
  const say = (what: WorkerSays): void => {
    postMessage(what);
  };
  addEventListener('message', ({ data }: MessageEvent<WorkerAsk>) => {
    answer(data, inspect).then(say, (error: unknown) =>
      say({ kind: 'broken', reason: String(error), isProbe: error instanceof ProbeFailed }),
    );
  });
  const lifeLock = `inference-worker-${crypto.randomUUID()}`;
  void navigator.locks.request(lifeLock, () => {
    say({ kind: 'listening', lifeLock });
    return new Promise<never>(() => undefined);
  });
}

/** The latest frame's RGBA, when it is done with. */
let room: Pixels['rgba'] | undefined;

async function answer({ jobId, job }: WorkerAsk, inspect: InspectPixels): Promise<WorkerSays> {
  const taken = room;
  room = undefined;
  const pixels = await pixelsOf(job.picture, taken)
    .catch((error: unknown) => malformed(error))
    .finally(() => closePicture(job.picture));
  if (!pixels.ok) return { kind: 'answer', jobId, outcome: pixels };
  const outcome = await inspectAndHash(pixels.value, job, inspect);
  room = pixels.value.rgba;
  return { kind: 'answer', jobId, outcome };
}

/** The browser hashes on a thread of its own while the networks run on this one. */
async function inspectAndHash(pixels: Pixels, job: FrameJob, inspect: InspectPixels): Promise<Outcome<FrameFindings>> {
  const [found, hash] = await Promise.all([inspect(pixels, job), hashPixels(job.picture, pixels)]);
  return found.ok ? { ok: true, value: { ...found.value, pixels: hash } } : found;
}

/** Planes that are none, say: the engine is as good as before. */
const malformed = (error: unknown): Outcome<never> => ({
  ok: false,
  failure: { code: 'bug.invariant-broken', stage: 'sample', detail: `unreadable picture: ${String(error)}` },
});
