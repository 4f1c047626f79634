import type { SampledFrame } from '../../contracts/frame.ts';

/** A 4K video frame. Chromium refuses messages above 64 MiB, four bytes a pixel; beyond this only the wait grows. */
const MOST_PIXELS = 3840 * 2160;
/** The engine's own limit. */
const MOST_SIDE_PX = 8_192;

/** A frame that fits into one message, and how much smaller it is than the one given: 1 when it is the same. */
export interface FittingFrame {
  readonly frame: SampledFrame<ImageBitmap>;
  readonly scale: number;
}

/** Scale at which a picture of that size may travel: 1 or less. */
export function wireScale(width: number, height: number): number {
  return Math.min(1, MOST_SIDE_PX / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
}

/** Shrinks a frame that is too large to travel, a photo of 24 megapixels for example. Closes the large picture. */
export async function withinWire(frame: SampledFrame<ImageBitmap>): Promise<FittingFrame> {
  const { width, height } = frame.picture;
  const scale = wireScale(width, height);
  if (scale === 1) return { frame, scale };
  try {
    const picture = await createImageBitmap(frame.picture, {
      resizeWidth: Math.max(1, Math.floor(width * scale)),
      resizeHeight: Math.max(1, Math.floor(height * scale)),
      resizeQuality: 'high',
    });
    return { frame: { ...frame, picture, isNative: false }, scale };
  } finally {
    frame.picture.close();
  }
}
