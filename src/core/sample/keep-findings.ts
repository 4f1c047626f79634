import type { FrameFindings } from '../../contracts/score.ts';

/** An hour of patrol; keeps the cost of judging flat on an endless stream. */
export const MOST_KEPT = 360;

/** Adds a frame's findings; beyond the limit the oldest frame without a scored face goes first, then the oldest. */
export function keepFindings(kept: readonly FrameFindings[], added: FrameFindings): FrameFindings[] {
  const all = [...kept, added];
  if (all.length <= MOST_KEPT) return all;
  const idle = all.findIndex(({ faces }) => faces.every(({ scores }) => scores.length === 0));
  return all.toSpliced(Math.max(idle, 0), 1);
}
