import type { Pixels } from '../../contracts/frame.ts';
import { isPlanes, type Picture, type PicturePlanes } from './picture.ts';

/** The pixels of a picture, in sRGB. The picture stays open. Throws `InvalidStateError` when it was closed before. */
export function pixelsOf(picture: Picture): Promise<Pixels> {
  return isPlanes(picture) ? pixelsOfPlanes(picture) : Promise.resolve(pixelsOfBitmap(picture));
}

async function pixelsOfPlanes({ format, width, height, colorSpace, bytes }: PicturePlanes): Promise<Pixels> {
  const init = { format, codedWidth: width, codedHeight: height, timestamp: 0, colorSpace };
  const frame = new VideoFrame(bytes, init);
  try {
    const rgba = new Uint8ClampedArray(width * height * 4);
    await frame.copyTo(rgba, { format: 'RGBA', colorSpace: 'srgb' });
    return { width, height, rgba };
  } finally {
    frame.close();
  }
}

function pixelsOfBitmap(picture: ImageBitmap): Pixels {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser has no 2d canvas in workers');
  context.drawImage(picture, 0, 0);
  return { width, height, rgba: context.getImageData(0, 0, width, height).data };
}
