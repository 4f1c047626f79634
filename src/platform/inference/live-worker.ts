import type { Outcome } from '../../contracts/outcome.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import type { FrameJob, WorkerAsk, WorkerSays } from './worker-wire.ts';

/** How an ask of the worker ended; `lost` says why there is no answer. */
export type Ending =
  | { readonly kind: 'answer'; readonly outcome: Outcome<FrameFindings> }
  | { readonly kind: 'lost'; readonly reason: string };

/** One running worker. */
export interface LiveWorker {
  /** Asks once. The picture is copied, not taken. After `lost` the worker is good for nothing: terminate it. */
  readonly ask: (job: FrameJob, deadlineMs: number) => Promise<Ending>;
  readonly hasAnswered: () => boolean;
  /** Whether it broke or was killed since the last ask. */
  readonly isGone: () => boolean;
  readonly terminate: () => void;
}

/** Wraps a worker that runs `serveWorker`. */
export function superviseWorker(worker: Worker): LiveWorker {
  const waiting = new Map<number, (ending: Ending) => void>();
  let lastJobId = 0;
  let hasAnswered = false;
  let goneBecause: string | undefined;

  const giveUp = (reason: string): void => {
    goneBecause ??= reason;
    for (const end of waiting.values()) end({ kind: 'lost', reason });
  };
  worker.addEventListener('error', ({ message }) => giveUp(`worker error: ${message}`));
  worker.addEventListener('messageerror', () => giveUp('worker message could not be read'));
  const hear = (says: WorkerSays): void => {
    switch (says.kind) {
      case 'listening':
        // Granted only when the worker's whole thread is gone, however it went.
        void navigator.locks.request(says.lifeLock, () => giveUp('worker was killed'));
        break;
      case 'answer':
        hasAnswered = true;
        waiting.get(says.jobId)?.({ kind: 'answer', outcome: says.outcome });
        break;
      case 'broken':
        giveUp(says.reason);
    }
  };
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerSays>) => hear(data));

  const ask: LiveWorker['ask'] = (job, deadlineMs) => {
    if (goneBecause !== undefined) return Promise.resolve({ kind: 'lost', reason: goneBecause });
    const jobId = (lastJobId += 1);
    return new Promise<Ending>((resolve) => {
      const timer = setTimeout(() => resolve({ kind: 'lost', reason: `no answer in ${deadlineMs} ms` }), deadlineMs);
      waiting.set(jobId, (ending) => {
        clearTimeout(timer);
        resolve(ending);
      });
      worker.postMessage({ jobId, job } satisfies WorkerAsk);
    }).finally(() => waiting.delete(jobId));
  };
  const terminate = (): void => {
    giveUp('worker was stopped');
    worker.terminate();
  };
  return { ask, terminate, hasAnswered: () => hasAnswered, isGone: () => goneBecause !== undefined };
}
