import type { Pixels } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { cleanWays } from './pixel-probe.ts';
import { isPlanes, type Picture, type PicturePlanes } from './picture.ts';

/**
 * The pixels of a picture, in sRGB. The picture stays open. Fails with `page.pixels-altered` when this browser alters
 * what it hands out on every way. Throws `InvalidStateError` when it was closed before, `TypeError` when planes are none.
 * Writes over `room`, the RGBA of a picture that nobody needs any more, where that is as large: fresh memory is slow.
 */
export async function pixelsOf(picture: Picture, room?: Pixels['rgba']): Promise<Outcome<Pixels>> {
  const clean = await cleanWays();
  if (!isPlanes(picture) && clean.drawing) return { ok: true, value: drawn(picture) };
  if (clean.copying) return { ok: true, value: await copied(picture, room) };
  return {
    ok: false,
    failure: { code: 'page.pixels-altered', stage: 'sample', detail: 'frames and canvases come back changed' },
  };
}

function frameOf(picture: Picture): VideoFrame {
  if (!isPlanes(picture)) return new VideoFrame(picture, { timestamp: 0 });
  const { format, width, height, colorSpace, bytes } = picture satisfies PicturePlanes;
  return new VideoFrame(bytes, { format, codedWidth: width, codedHeight: height, timestamp: 0, colorSpace });
}

/** A picture as a bitmap, which the caller closes in its stead. */
export async function bitmapOf(picture: Picture): Promise<ImageBitmap> {
  if (!isPlanes(picture)) return picture;
  const frame = frameOf(picture);
  return createImageBitmap(frame).finally(() => frame.close());
}

async function copied(picture: Picture, room?: Pixels['rgba']): Promise<Pixels> {
  const { width, height } = picture;
  const frame = frameOf(picture);
  try {
    const size = width * height * 4;
    const rgba = room?.length === size ? room : new Uint8ClampedArray(size);
    await frame.copyTo(rgba, { format: 'RGBA', colorSpace: 'srgb' });
    return { width, height, rgba };
  } finally {
    frame.close();
  }
}

function drawn(picture: ImageBitmap): Pixels {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser has no 2d canvas in workers');
  context.drawImage(picture, 0, 0);
  return { width, height, rgba: context.getImageData(0, 0, width, height).data };
}
