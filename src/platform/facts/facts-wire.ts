import * as v from 'valibot';
import type { FactsAnswer, FactsAsk, PortName } from '../../contracts/messages.ts';
import type { TrustList } from '../../contracts/trust.ts';
import { LIMITS } from './limits.ts';

/** About a file that could not be read: nothing is known of it, which is not the same as nothing declared. */
export const UNREAD_ANSWER: FactsAnswer = {
  facts: { known: [], unread: ['signed-record', 'file'] },
  fetchedBytes: 0,
  tookMs: 0,
};

/** Name of the port on which one file is asked about. */
export const FACTS_PORT: PortName = 'facts';

const address = v.pipe(v.string(), v.maxLength(8192), v.regex(/^https?:\/\//i));
const posterAddress = v.exactOptional(address);
const side = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Asks come from content scripts, which are not trusted. */
export const factsAskSchema: v.GenericSchema<unknown, FactsAsk> = v.object({
  media: v.variant('kind', [
    v.object({ kind: v.literal('address'), address, posterAddress }),
    v.object({ kind: v.literal('file'), file: v.instance(Blob), posterAddress }),
    v.object({
      kind: v.literal('segments'),
      addresses: v.pipe(v.array(address), v.maxLength(LIMITS.segments)),
      widthPx: side,
      heightPx: side,
    }),
  ]),
});

const answerSchema = v.object({
  facts: v.object({ known: v.array(v.unknown()), unread: v.array(v.string()) }),
  fetchedBytes: v.number(),
  tookMs: v.number(),
});

/** An answer as it came off the wire, if it is one. Its inside is ours: only the offscreen document can have sent it. */
export const readFactsAnswer = (message: unknown): FactsAnswer | undefined =>
  v.is(answerSchema, message) ? (message as unknown as FactsAnswer) : undefined;

/** Into the facts worker: one at a time. */
export interface FactsJob {
  readonly ask: FactsAsk;
  /** Asked after the one that comes with the extension. */
  readonly addedLists: readonly TrustList[];
}

/** Out of the facts worker. */
export interface FactsWorkerSays {
  readonly answer: FactsAnswer;
  /** WebAssembly memory that the worker now holds. */
  readonly heldBytes: number;
}
