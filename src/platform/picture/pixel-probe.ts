import { patternBitmap } from './pattern-bitmap.ts';
import { patternBytes, patternFrame, SIDE_PX } from './pattern.ts';
import { planesOf, type PicturePlanes } from './picture.ts';

const isSame = (a: Uint8ClampedArray, b: Uint8ClampedArray): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at]);

/** Whether a frame's planes come back as they are in it. */
async function copiesTruly(): Promise<boolean> {
  const frame = patternFrame();
  try {
    const { bytes }: PicturePlanes = await planesOf(frame, 'RGBA');
    return isSame(new Uint8ClampedArray(bytes), patternBytes());
  } catch {
    return false;
  } finally {
    frame.close();
  }
}

/** Whether a canvas gives back what was drawn on it. */
async function drawsTruly(): Promise<boolean> {
  try {
    const bitmap = await patternBitmap();
    const context = new OffscreenCanvas(SIDE_PX, SIDE_PX).getContext('2d', { willReadFrequently: true });
    context?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const drawn = context?.getImageData(0, 0, SIDE_PX, SIDE_PX).data;
    return drawn !== undefined && isSame(drawn, patternBytes());
  } catch {
    return false;
  }
}

/** Ways to pixels on which this browser is honest in this context. */
export interface CleanWays {
  readonly copying: boolean;
  readonly drawing: boolean;
}

let known: Promise<CleanWays> | undefined;

/**
 * Some browsers add noise to the pixels they hand out, against being recognised, or move them to another colour space.
 * Looked into once a context, with a pattern; a score of such pixels would be a score of the noise.
 */
export function cleanWays(): Promise<CleanWays> {
  known ??= Promise.all([copiesTruly(), drawsTruly()]).then(([copying, drawing]) => ({ copying, drawing }));
  return known;
}
