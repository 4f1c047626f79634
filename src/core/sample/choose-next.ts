import type { SamplePhase } from './plan.ts';

/** Videos looked at side by side; a feed's grid of previews waits its turn. */
export const MOST_AT_ONCE = 3;

/** A sighting that may be sampled. */
export interface Candidate {
  readonly phase: SamplePhase;
  readonly isDue: boolean;
  /** CSS pixels of it that can be seen. */
  readonly visibleAreaPx: number;
  /** Clock time since its last frame, ms; infinite before the first. */
  readonly waitedMs: number;
}

const RANK: Readonly<Record<SamplePhase, number>> = { first: 0, closer: 1, patrol: 2 };

/**
 * Whose frame comes next; undefined when none is due. The most visible of the unfinished work side by side, whoever
 * waited longest first; a patrol only fills the gaps.
 */
export function chooseNext<Sighting extends Candidate>(candidates: readonly Sighting[]): Sighting | undefined {
  const unfinished = candidates
    .filter(({ phase }) => phase !== 'patrol')
    .sort((a, b) => RANK[a.phase] - RANK[b.phase] || b.visibleAreaPx - a.visibleAreaPx)
    .slice(0, MOST_AT_ONCE);
  return longestWaiting(unfinished) ?? longestWaiting(candidates.filter(({ phase }) => phase === 'patrol'));
}

function longestWaiting<Sighting extends Candidate>(sightings: readonly Sighting[]): Sighting | undefined {
  return sightings
    .filter(({ isDue }) => isDue)
    .sort((a, b) => (a.waitedMs === b.waitedMs ? b.visibleAreaPx - a.visibleAreaPx : b.waitedMs - a.waitedMs))[0];
}
