import type { Facts } from '../../contracts/fact.ts';
import { heldBytes } from './c2pa-reader.ts';
import type { FactsJob, FactsWorkerSays } from './facts-wire.ts';

/** Reads one file. `onFetched` is told of all bytes that were asked of a server. May reject: the worker then ends. */
export type ReadMediaFacts = (job: FactsJob, onFetched: (bytes: number) => void) => Promise<Facts>;

/** Worker side: answers one job at a time. A rejection is thrown on, so that the host hears of it and ends the worker. */
export function serveFactsWorker(readMedia: ReadMediaFacts): void {
  addEventListener('message', ({ data }: MessageEvent<FactsJob>) => {
    const startedAtMs = performance.now();
    let fetchedBytes = 0;
    const answer = async (): Promise<void> => {
      const facts = await readMedia(data, (bytes) => {
        fetchedBytes += bytes;
      });
      const tookMs = performance.now() - startedAtMs;
      postMessage({ answer: { facts, fetchedBytes, tookMs }, heldBytes: await heldBytes() } satisfies FactsWorkerSays);
    };
    answer().catch((problem: unknown) => reportError(problem));
  });
}
