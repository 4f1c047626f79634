import type { Pixels } from '../../contracts/frame.ts';

/** The pixels of a picture, in sRGB. The picture stays open. Throws `InvalidStateError` when it was closed before. */
export function pixelsOf(picture: ImageBitmap): Pixels {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser has no 2d canvas in workers');
  context.drawImage(picture, 0, 0);
  return { width, height, rgba: context.getImageData(0, 0, width, height).data };
}
