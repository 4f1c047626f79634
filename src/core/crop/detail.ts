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
  const first = { sum: 0, count: 0 };
  const second = { sum: 0, count: 0 };
  /** `place` pixels lie before pixel `at` in its row or column, `step` apart. */
  const addChanges = (at: number, step: number, place: number): void => {
    if (place < 1) return;
    const [here = 0, before = 0] = [luma[at], luma[at - step]];
    first.sum += Math.abs(here - before);
    first.count += 1;
    if (place < 2) return;
    second.sum += Math.abs(here - 2 * before + (luma[at - 2 * step] ?? 0));
    second.count += 1;
  };
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      addChanges(y * widthPx + x, 1, x);
      addChanges(y * widthPx + x, widthPx, y);
    }
  }
  const mean = ({ sum, count }: typeof first): number => sum / Math.max(1, count);
  return mean(second) / (mean(first) + NEXT_TO_NOTHING);
}
