import * as v from 'valibot';

/**
 * Every message carries a small buffer both ways. A browser that serialises messages as JSON delivers `{}` in its
 * place without an error, and would do the same to a frame.
 */
export const PROBE_BYTES = 8;

export function probe(): ArrayBuffer {
  return new ArrayBuffer(PROBE_BYTES);
}

export function isProbe(arrived: unknown): boolean {
  return arrived instanceof ArrayBuffer && arrived.byteLength === PROBE_BYTES;
}

/** A question as it travels. Anything without a `route` is somebody else's message. */
export const askEnvelopeSchema = v.object({
  route: v.string(),
  body: v.optional(v.unknown()),
  probe: v.optional(v.unknown()),
});
export type AskEnvelope = v.InferOutput<typeof askEnvelopeSchema>;

/** An answer as it travels: `error` is for the log of the asking side. */
export const answerEnvelopeSchema = v.variant('kind', [
  v.object({ kind: v.literal('answer'), answer: v.optional(v.unknown()), probe: v.optional(v.unknown()) }),
  v.object({ kind: v.literal('error'), error: v.string() }),
  v.object({ kind: v.literal('unsupported-browser') }),
]);
export type AnswerEnvelope = v.InferOutput<typeof answerEnvelopeSchema>;
