import { patternFrame } from './pattern.ts';

/** The pattern as a bitmap. By way of a frame: Firefox gives a content script no access to an `ImageData` it made. */
export async function patternBitmap(): Promise<ImageBitmap> {
  const frame = patternFrame();
  return createImageBitmap(frame).finally(() => frame.close());
}
