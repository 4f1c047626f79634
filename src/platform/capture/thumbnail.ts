import type { Pixels } from '../../contracts/frame.ts';

/** Longest side, px: sharp at the size of a list's row, and some ten kilobytes on the wire. */
const LONGEST_SIDE_PX = 160;

/** A small copy of a picture. Throws `SecurityError` for one that the page may not read. */
function small(picture: ImageBitmap): Pixels {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new DOMException('no canvas', 'InvalidStateError');
  context.drawImage(picture, 0, 0);
  return { width, height, rgba: new Uint8ClampedArray(context.getImageData(0, 0, width, height).data) };
}

async function shrunk(source: HTMLVideoElement | ImageBitmap, width: number, height: number): Promise<Pixels> {
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(width, height));
  const bitmap = await createImageBitmap(source, {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: 'medium',
  });
  try {
    return small(bitmap);
  } finally {
    bitmap.close();
  }
}

/**
 * What a video shows just now, small, for a list. `unreadable` when the page may not read its pixels; undefined when
 * there is nothing to see yet.
 */
export async function thumbnailOf(video: HTMLVideoElement): Promise<Pixels | 'unreadable' | undefined> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return undefined;
  try {
    return await shrunk(video, video.videoWidth, video.videoHeight);
  } catch (problem) {
    return problem instanceof DOMException && problem.name === 'SecurityError' ? 'unreadable' : undefined;
  }
}

/** The same of a picture that was had in another way. */
export async function thumbnailOfPicture(picture: ImageBitmap): Promise<Pixels | undefined> {
  return shrunk(picture, picture.width, picture.height).catch(() => undefined);
}
