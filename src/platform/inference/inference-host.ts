import type { FailureCode } from '../../contracts/failure.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import { closePicture } from '../picture/picture.ts';
import { createLane } from './lane.ts';
import { superviseWorker, type Ending, type LiveWorker } from './live-worker.ts';
import { createLadder, type ProviderLadder } from './provider-ladder.ts';
import type { ProviderWish } from './provider.ts';
import { PROVIDERS } from './providers.ts';
import type { FrameJob } from './worker-wire.ts';

/** The worker's owner. */
export interface InferenceHost {
  /**
   * Inspects a frame after those asked for before, and closes its picture. A worker that breaks, is killed or stays
   * silent is replaced and asked once more; after that `platform.host-lost`. An ask whose `signal` is aborted before
   * its turn is dropped with `page.video-gone`. What computes wrongly, and WebGPU when its worker is lost for whatever
   * reason, is retired for as long as this host lives, and what is left is asked; with nothing left `model.probe-failed`.
   */
  readonly inspect: (job: FrameJob, signal: AbortSignal) => Promise<Outcome<FrameFindings>>;
  /** What ran the latest frame, and which providers were retired, for the details view. */
  readonly provider: () => string;
}

/** The first answer waits for WebAssembly and the models to load. */
const FIRST_ANSWER_MS = 30_000;
const LATER_ANSWER_MS = 15_000;
/** WebAssembly never gives memory back; ending the worker does. */
const IDLE_MS = 60_000;
const ATTEMPTS = 2;

const failed = (code: FailureCode, detail: string): Outcome<never> => ({
  ok: false,
  failure: { code, stage: 'score', detail },
});

/** Asks until there is an answer, the ladder has no rung left, or `ATTEMPTS` workers were lost and nothing was retired. */
async function askDown(ask: () => Promise<Ending>, ladder: ProviderLadder): Promise<Outcome<FrameFindings>> {
  let reason = '';
  let losses = 0;
  while (losses < ATTEMPTS && ladder.left().length > 0) {
    const trusted = ladder.left().length;
    const ending = await ask();
    if (ending.kind === 'answer') return ending.outcome;
    reason = ending.reason;
    if (ladder.left().length === trusted) losses += 1;
  }
  return failed(ladder.left().length > 0 ? 'platform.host-lost' : 'model.probe-failed', reason);
}

/**
 * Starts workers as they are needed, one at a time, and stops them when idle. `spawn` puts its wishes, separated by
 * spaces, into the worker's name. `onWorked` hears how long each frame took, loading and second tries included.
 */
export function createInferenceHost(
  spawn: (name: string) => Worker,
  onWorked: (tookMs: number) => void,
  wishes: readonly ProviderWish[] = PROVIDERS,
): InferenceHost {
  const lane = createLane();
  const ladder = createLadder(wishes);
  let live: LiveWorker | undefined;
  let latest = 'not started';
  let idleTimer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    live?.terminate();
    live = undefined;
  };
  const askOnce = async (job: FrameJob): Promise<Ending> => {
    if (live?.isGone() === true) stop();
    live ??= superviseWorker(spawn(ladder.left().join(' ')));
    const ending = await live.ask(job, live.hasAnswered() ? LATER_ANSWER_MS : FIRST_ANSWER_MS);
    latest = live.chosen()?.description ?? latest;
    if (ending.kind === 'answer') return ending;
    ladder.enterLoss(live.chosen()?.wish, ending.reason, ending.isProbe);
    stop();
    return ending;
  };
  const inspectNow = async (job: FrameJob): Promise<Outcome<FrameFindings>> => {
    clearTimeout(idleTimer);
    const startedMs = performance.now();
    try {
      return await askDown(() => askOnce(job), ladder);
    } finally {
      onWorked(performance.now() - startedMs);
      idleTimer = setTimeout(stop, IDLE_MS);
    }
  };
  return {
    inspect: (job, signal) =>
      lane(() => {
        const turn = signal.aborted ? Promise.resolve(failed('page.video-gone', 'nobody waits')) : inspectNow(job);
        return turn.finally(() => closePicture(job.picture));
      }),
    provider: () => [latest, ...ladder.retired()].join('; '),
  };
}
