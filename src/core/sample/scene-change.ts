import type { Glance } from '../../contracts/frame.ts';

/** Mean change of the patches' luma, 0 to 255, from which it is another scene: people who move stay far below. */
export const CUT_CHANGE = 28;

/** Whether the scene changed between two glances. Brightness that rises or falls as a whole is a fade or a flash, no cut. */
export function isCut(before: Glance, now: Glance): boolean {
  const changes = now.map((value, at) => value - (before[at] ?? value));
  const overall = changes.reduce((sum, change) => sum + change, 0) / Math.max(1, changes.length);
  const apart = changes.reduce((sum, change) => sum + Math.abs(change - overall), 0) / Math.max(1, changes.length);
  return apart >= CUT_CHANGE;
}
