import type { FactsAnswer, FactsAsk } from '../../contracts/messages.ts';
import type { TrustList } from '../../contracts/trust.ts';
import { createLane } from '../inference/lane.ts';
import { UNREAD_ANSWER, type FactsJob, type FactsWorkerSays } from './facts-wire.ts';
import { LIMITS } from './limits.ts';

/** Reads one file for its facts, after those asked for before. Never rejects: what cannot be read is "unread". */
export type ReadFacts = (ask: FactsAsk, signal: AbortSignal) => Promise<FactsAnswer>;

/**
 * Starts a worker with `spawn` when it is needed and ends it when it is idle, late, broken, too large, or its asker is
 * gone. The lists that the person added are read anew each time, so that one added now counts from the next file on.
 */
export function createFactsHost(spawn: () => Worker, readAddedLists: () => Promise<readonly TrustList[]>): ReadFacts {
  let worker: Worker | undefined;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;
  const lane = createLane();

  const end = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  const readNow: ReadFacts = async (ask, signal) => {
    clearTimeout(idleTimer);
    const startedAtMs = performance.now();
    const addedLists = await readAddedLists();
    worker ??= spawn();
    const says = signal.aborted ? undefined : await askWorker(worker, { ask, addedLists }, signal);
    if (says === undefined || says.heldBytes > LIMITS.memoryBytes) end();
    idleTimer = setTimeout(end, LIMITS.idleMs);
    const tookMs = performance.now() - startedAtMs;
    return says?.answer ?? { ...UNREAD_ANSWER, tookMs };
  };
  return (ask, signal) => lane(async () => (signal.aborted ? UNREAD_ANSWER : readNow(ask, signal)));
}

/** `undefined` when it did not answer in time, broke, or nobody waits any more: it is then good for nothing. */
function askWorker(worker: Worker, job: FactsJob, signal: AbortSignal): Promise<FactsWorkerSays | undefined> {
  const settled = new AbortController();
  return new Promise((resolve) => {
    const give = (says: FactsWorkerSays | undefined): void => {
      clearTimeout(timer);
      settled.abort();
      resolve(says);
    };
    const timer = setTimeout(give, LIMITS.deadlineMs, undefined);
    const whileAsked = { signal: settled.signal };
    worker.addEventListener('message', ({ data }: MessageEvent<FactsWorkerSays>) => give(data), whileAsked);
    worker.addEventListener('error', () => give(undefined), whileAsked);
    worker.addEventListener('messageerror', () => give(undefined), whileAsked);
    signal.addEventListener('abort', () => give(undefined), whileAsked);
    worker.postMessage(job);
  });
}
