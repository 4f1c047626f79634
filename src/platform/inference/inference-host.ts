import type { Outcome } from '../../contracts/outcome.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import { closePicture } from '../picture/picture.ts';
import { createLane } from './lane.ts';
import { superviseWorker, type Ending, type LiveWorker } from './live-worker.ts';
import type { FrameJob } from './worker-wire.ts';

/** The worker's owner. */
export interface InferenceHost {
  /**
   * Inspects a frame after those asked for before, and closes its picture. A worker that breaks, is killed or stays
   * silent is replaced and asked once more; after that `platform.host-lost`. An ask whose `signal` is aborted before
   * its turn is dropped with `page.video-gone`.
   */
  readonly inspect: (job: FrameJob, signal: AbortSignal) => Promise<Outcome<FrameFindings>>;
}

/** The first answer waits for WebAssembly and the models to load. */
const FIRST_ANSWER_MS = 30_000;
const LATER_ANSWER_MS = 15_000;
/** WebAssembly never gives memory back; ending the worker does. */
const IDLE_MS = 60_000;
const ATTEMPTS = 2;

/** Starts workers with `spawn` as they are needed, one at a time, and stops them when idle. */
export function createInferenceHost(spawn: () => Worker): InferenceHost {
  const lane = createLane();
  let live: LiveWorker | undefined;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const stop = (): void => {
    live?.terminate();
    live = undefined;
  };
  const askOnce = async (job: FrameJob): Promise<Ending> => {
    if (live?.isGone() === true) stop();
    live ??= superviseWorker(spawn());
    const ending = await live.ask(job, live.hasAnswered() ? LATER_ANSWER_MS : FIRST_ANSWER_MS);
    if (ending.kind === 'lost') stop();
    return ending;
  };
  const inspectNow = async (job: FrameJob): Promise<Outcome<FrameFindings>> => {
    clearTimeout(idleTimer);
    try {
      let reason = '';
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const ending = await askOnce(job);
        if (ending.kind === 'answer') return ending.outcome;
        reason = ending.reason;
      }
      return { ok: false, failure: { code: 'platform.host-lost', stage: 'score', detail: reason } };
    } finally {
      idleTimer = setTimeout(stop, IDLE_MS);
    }
  };
  return {
    inspect: (job, signal) =>
      lane(async (): Promise<Outcome<FrameFindings>> => {
        try {
          if (signal.aborted) return { ok: false, failure: { code: 'page.video-gone', stage: 'score' } };
          return await inspectNow(job);
        } finally {
          closePicture(job.picture);
        }
      }),
  };
}
