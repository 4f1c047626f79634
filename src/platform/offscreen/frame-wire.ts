import * as v from 'valibot';
import type { FrameAnswer, FrameAsk, PortName } from '../../contracts/messages.ts';

/** Name of the port that pixels travel on. */
export const FRAMES_PORT: PortName = 'frames';
/** Name of the port on which the background asks whether the offscreen document listens yet. */
export const ROLL_CALL_PORT = 'offscreen-roll-call';
/** What it answers. */
export const PRESENT = 'present';

/** Longest side of a frame taken in: 8K. */
const MOST_SIDE_PX = 8192;
/** Longest address taken in. */
const MOST_ADDRESS_LENGTH = 8192;

const askId = v.pipe(v.number(), v.safeInteger());
const mediaTimeMs = v.pipe(v.number(), v.finite());

/** Frames come from content scripts, which are not trusted. */
export const frameAskSchema: v.GenericSchema<unknown, FrameAsk<ImageBitmap>> = v.variant('kind', [
  v.object({
    kind: v.literal('inspect'),
    askId,
    frame: v.object({
      picture: v.pipe(
        v.custom<ImageBitmap>((value) => typeof ImageBitmap !== 'undefined' && value instanceof ImageBitmap),
        v.check(({ width, height }) => Math.min(width, height) > 0 && Math.max(width, height) <= MOST_SIDE_PX),
      ),
      mediaTimeMs,
      route: v.picklist(['element', 're-read', 'visible-tab', 'file']),
    }),
    scoreGated: v.boolean(),
  }),
  v.object({
    kind: v.literal('re-read'),
    askId,
    mediaAddress: v.pipe(v.string(), v.maxLength(MOST_ADDRESS_LENGTH)),
    mediaTimeMs,
    scoreGated: v.boolean(),
  }),
  v.object({ kind: v.literal('versions'), askId }),
]);

const envelopeSchema = v.variant('kind', [
  v.object({ kind: v.literal('findings'), askId, outcome: v.object({ ok: v.boolean() }) }),
  v.object({ kind: v.literal('versions'), askId, outcome: v.object({ ok: v.boolean() }) }),
]);

/** An answer as it came off the wire, if it is one. Its inside is ours: only the offscreen document can have sent it. */
export function readAnswer(message: unknown): FrameAnswer | undefined {
  return v.is(envelopeSchema, message) ? (message as FrameAnswer) : undefined;
}

/** The id of whatever was asked, so that even a malformed ask gets its answer. */
export function readAskId(message: unknown): number | undefined {
  const read = v.safeParse(v.object({ askId }), message);
  return read.success ? read.output.askId : undefined;
}
