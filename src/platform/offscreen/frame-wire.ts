import * as v from 'valibot';
import type { FrameAnswer, FrameAsk, PortName } from '../../contracts/messages.ts';
import { PLANE_FORMATS, planesSize, type SentPicture, type SentPlanes } from '../picture/picture.ts';

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

const bitmap = v.custom<ImageBitmap>((value) => typeof ImageBitmap !== 'undefined' && value instanceof ImageBitmap);

const sizeOf = (bytes: Blob | ArrayBuffer): number => (bytes instanceof Blob ? bytes.size : bytes.byteLength);
const colour = v.optional(v.nullable(v.pipe(v.string(), v.maxLength(32))));
/** Constructing a `VideoFrame` checks the names; a size that does not fit would only fail inside the worker. */
const planes: v.GenericSchema<unknown, SentPlanes> = v.pipe(
  v.object({
    format: v.picklist(PLANE_FORMATS),
    width: v.pipe(v.number(), v.safeInteger()),
    height: v.pipe(v.number(), v.safeInteger()),
    colorSpace: v.object({
      fullRange: v.optional(v.nullable(v.boolean())),
      matrix: colour,
      primaries: colour,
      transfer: colour,
    }) as unknown as v.GenericSchema<unknown, VideoColorSpaceInit>,
    bytes: v.union([v.instance(Blob), v.instance(ArrayBuffer)]),
  }),
  v.check(({ format, width, height, bytes }) => sizeOf(bytes) === planesSize(format, width, height)),
);

/** Frames come from content scripts, which are not trusted. */
export const frameAskSchema: v.GenericSchema<unknown, FrameAsk<SentPicture>> = v.variant('kind', [
  v.object({
    kind: v.literal('inspect'),
    askId,
    frame: v.object({
      picture: v.pipe(
        v.union([bitmap, planes]),
        v.check(({ width, height }) => Math.min(width, height) > 0 && Math.max(width, height) <= MOST_SIDE_PX),
      ),
      mediaTimeMs,
      route: v.picklist(['element', 're-read', 'visible-tab', 'file']),
      isNative: v.boolean(),
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
  v.object({ kind: v.literal('findings'), askId, outcome: v.object({ ok: v.boolean() }), restMs: v.number() }),
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
