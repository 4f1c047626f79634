import type { Outcome } from '../../contracts/outcome.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import type { ChosenProvider } from './provider.ts';
import type { FrameJob, WorkerAsk, WorkerSays } from './worker-wire.ts';

/** How an ask of the worker ended; `lost` says why there is no answer. */
export type Ending =
  | { readonly kind: 'answer'; readonly outcome: Outcome<FrameFindings> }
  | { readonly kind: 'lost'; readonly reason: string; readonly isProbe: boolean };

/** One running worker. */
export interface LiveWorker {
  /** Asks once. The picture is copied, not taken. After `lost` the worker is good for nothing: terminate it. */
  readonly ask: (job: FrameJob, deadlineMs: number) => Promise<Ending>;
  readonly hasAnswered: () => boolean;
  /** What it runs the models with, once it chose. */
  readonly chosen: () => ChosenProvider | undefined;
  /** Whether it broke or was killed since the last ask. */
  readonly isGone: () => boolean;
  readonly terminate: () => void;
}

const lost = (reason: string, isProbe = false): Ending => ({ kind: 'lost', reason, isProbe });

function listen(worker: Worker, hear: (says: WorkerSays) => void, giveUp: (reason: string) => void): void {
  worker.addEventListener('error', ({ message }) => giveUp(`worker error: ${message}`));
  worker.addEventListener('messageerror', () => giveUp('worker message could not be read'));
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerSays>) => hear(data));
}

/** Wraps a worker that runs `serveWorker`. */
export function superviseWorker(worker: Worker): LiveWorker {
  const waiting = new Map<number, (ending: Ending) => void>();
  let lastJobId = 0;
  let hasAnswered = false;
  let chosen: ChosenProvider | undefined;
  let goneBecause: string | undefined;

  const giveUp = (reason: string, isProbe = false): void => {
    goneBecause ??= reason;
    for (const end of waiting.values()) end(lost(reason, isProbe));
  };
  const hear = (says: WorkerSays): void => {
    switch (says.kind) {
      case 'listening':
        // Granted only when the worker's whole thread is gone, however it went.
        void navigator.locks.request(says.lifeLock, () => giveUp('worker was killed'));
        break;
      case 'chose':
        chosen = says.chosen;
        break;
      case 'answer':
        hasAnswered = true;
        waiting.get(says.jobId)?.({ kind: 'answer', outcome: says.outcome });
        break;
      case 'broken':
        giveUp(says.reason, says.isProbe);
    }
  };
  listen(worker, hear, giveUp);

  const ask: LiveWorker['ask'] = (job, deadlineMs) => {
    if (goneBecause !== undefined) return Promise.resolve(lost(goneBecause));
    const jobId = (lastJobId += 1);
    return new Promise<Ending>((resolve) => {
      const timer = setTimeout(() => resolve(lost(`no answer in ${deadlineMs} ms`)), deadlineMs);
      waiting.set(jobId, (ending) => {
        clearTimeout(timer);
        resolve(ending);
      });
      worker.postMessage({ jobId, job } satisfies WorkerAsk);
    }).finally(() => waiting.delete(jobId));
  };
  return {
    ask,
    terminate: () => {
      giveUp('worker was stopped');
      worker.terminate();
    },
    hasAnswered: () => hasAnswered,
    chosen: () => chosen,
    isGone: () => goneBecause !== undefined,
  };
}
