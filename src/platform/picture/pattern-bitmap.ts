import { patternBytes, SIDE_PX } from './pattern.ts';

/** The pattern as a bitmap. Whoever asked closes it. */
export const patternBitmap = (): Promise<ImageBitmap> =>
  createImageBitmap(new ImageData(patternBytes(), SIDE_PX, SIDE_PX));
