import type { FaceWindow } from '../../contracts/face.ts';
import { lumaOf } from './luma.ts';

/** Keeps a flat picture from dividing by nothing; grey levels. */
const NEXT_TO_NOTHING = 1e-6;

/**
 * How much of a picture's change is fine detail: the mean second difference of its luma over its mean first difference,
 * rows and columns together. About 1.7 for white noise, low where the picture was enlarged or compressed hard, 0 where
 * it is flat. The same measure as `training/second_look_training/face_window.py`.
 */
export function detailOf({ widthPx, heightPx, rgb }: FaceWindow): number {
  const luma = lumaOf(rgb);
  let [first, second] = [0, 0];
  for (let y = 0, at = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1, at += 1) {
      const here = luma[at] ?? 0;
      if (x > 0) first += Math.abs(here - (luma[at - 1] ?? 0));
      if (x > 1) second += Math.abs(here - 2 * (luma[at - 1] ?? 0) + (luma[at - 2] ?? 0));
      if (y > 0) first += Math.abs(here - (luma[at - widthPx] ?? 0));
      if (y > 1) second += Math.abs(here - 2 * (luma[at - widthPx] ?? 0) + (luma[at - 2 * widthPx] ?? 0));
    }
  }
  /** How many pixels have that many before them in their row, and in their column. */
  const count = (before: number): number =>
    Math.max(0, widthPx - before) * heightPx + widthPx * Math.max(0, heightPx - before);
  return second / Math.max(1, count(2)) / (first / Math.max(1, count(1)) + NEXT_TO_NOTHING);
}
