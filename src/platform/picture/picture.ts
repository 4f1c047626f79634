/** Layouts of 8-bit pictures that travel as they are; the rarer ones are left to the browser. */
export const PLANE_FORMATS = ['I420', 'NV12', 'RGBX', 'BGRX', 'RGBA', 'BGRA'] as const;

/**
 * A decoded picture as its decoder left it: what `VideoFrame.copyTo` gives by default and the constructor of
 * `VideoFrame` takes. Copying them costs a page a tenth of what converting to RGB does (docs/decisions/0015).
 */
export interface PicturePlanes {
  readonly format: (typeof PLANE_FORMATS)[number];
  readonly width: number;
  readonly height: number;
  readonly colorSpace: VideoColorSpaceInit;
  /** The planes one after the other, rows without padding. */
  readonly bytes: ArrayBuffer;
}

/** A picture as this platform holds and sends it. Its holder closes it. */
export type Picture = ImageBitmap | PicturePlanes;

/** Planes on their way between two contexts: by name, or as they are. */
export type SentPlanes = Omit<PicturePlanes, 'bytes'> & { readonly bytes: Blob | ArrayBuffer };

/** A picture as a message carries it. */
export type SentPicture = ImageBitmap | SentPlanes;

/** True for planes. */
export const isPlanes = (picture: Picture): picture is PicturePlanes => 'bytes' in picture;

/** Pictures whose bytes are lent, and of each size the bytes given back last, until the browser clears up. */
const lent = new WeakSet<PicturePlanes>();
const spare = new Map<number, WeakRef<ArrayBuffer>>();

/** Gives a picture's memory back. Bytes that were lent become another picture's. */
export function closePicture(picture: Picture): void {
  if (!isPlanes(picture)) picture.close();
  else if (lent.delete(picture)) spare.set(picture.bytes.byteLength, new WeakRef(picture.bytes));
}

/** Touching fresh memory takes longer than copying a frame into it. */
function bytesFor(size: number): ArrayBuffer {
  const kept = spare.get(size)?.deref();
  spare.delete(size);
  return kept ?? new ArrayBuffer(size);
}

/** Bytes of an 8-bit picture's planes. */
export function planesSize(format: PicturePlanes['format'], width: number, height: number): number {
  const quarter = Math.ceil(width / 2) * Math.ceil(height / 2);
  return format === 'I420' || format === 'NV12' ? width * height + 2 * quarter : 4 * width * height;
}

/** Transfer curves of standard dynamic range; of anything else only the browser knows how to show it. */
const SDR_TRANSFERS: readonly (string | null)[] = ['bt709', 'smpte170m', 'iec61966-2-1', null];

/**
 * The layout of a frame whose planes by themselves say how it is shown. Undefined when it is turned, stretched, of more
 * than 8 bits or high dynamic range, or of a kind that this browser keeps to itself.
 */
export function plainFormat(frame: VideoFrame): PicturePlanes['format'] | undefined {
  const { visibleRect, displayWidth: width, displayHeight: height, rotation, flip, colorSpace } = frame;
  const isAsShown = visibleRect?.width === width && visibleRect.height === height && rotation === 0 && !flip;
  if (!isAsShown || !SDR_TRANSFERS.includes(colorSpace.transfer)) return undefined;
  const format = PLANE_FORMATS.find((one) => one === frame.format);
  // Where the colour of an odd last row or column belongs is the browser's to say.
  const isHalved = format === 'I420' || format === 'NV12';
  return isHalved && (width % 2 !== 0 || height % 2 !== 0) ? undefined : format;
}

/** Copies the planes of a frame of a plain format. The frame stays open; the caller closes the picture. */
export async function planesOf(frame: VideoFrame, format: PicturePlanes['format']): Promise<PicturePlanes> {
  const { displayWidth: width, displayHeight: height, colorSpace } = frame;
  const planes = lend({ format, width, height, colorSpace: colorSpace.toJSON() });
  await frame.copyTo(planes.bytes);
  return planes;
}

/** A picture of this shape, whose bytes are still to be written. */
export function lend(shape: Omit<PicturePlanes, 'bytes'>): PicturePlanes {
  const planes = { ...shape, bytes: bytesFor(planesSize(shape.format, shape.width, shape.height)) };
  lent.add(planes);
  return planes;
}
