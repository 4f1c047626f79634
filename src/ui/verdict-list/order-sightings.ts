import type { SightingReport } from '../../contracts/sighting.ts';
import type { NotCheckedReason, State } from '../../contracts/verdict.ts';

/** Most serious first. */
export const STATES_BY_WEIGHT: readonly State[] = [
  'strong-signs',
  'some-signs',
  'unclear',
  'no-signs',
  'could-not-check',
  'checking',
  'not-checked',
];

/** Most serious first; those of one state stay in the order in which the page showed them. */
export function bySeriousness(sightings: readonly SightingReport[]): SightingReport[] {
  return STATES_BY_WEIGHT.flatMap((state) => sightings.filter(({ verdict }) => verdict.state === state));
}

/** How many videos were left alone, and why: the commonest reason first. */
export function uncheckedReasons(sightings: readonly SightingReport[]): [NotCheckedReason, number][] {
  const counts = new Map<NotCheckedReason, number>();
  for (const { verdict } of sightings) {
    if (verdict.state === 'not-checked') counts.set(verdict.reason, (counts.get(verdict.reason) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}
