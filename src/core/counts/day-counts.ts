import type { AnsweredState, DayCounts } from '../../contracts/day-counts.ts';
import type { State } from '../../contracts/verdict.ts';

/** Most serious first. */
export const ANSWERED_STATES = ['strong-signs', 'some-signs', 'unclear', 'no-signs', 'could-not-check'] as const;

/** Whether a video in this state was looked at. */
export const isAnswered = (state: State): state is AnsweredState => ANSWERED_STATES.some((one) => one === state);

/** How often each state occurs. */
export function countStates(states: Iterable<AnsweredState>): DayCounts {
  const counts: Partial<Record<AnsweredState, number>> = {};
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** Several counts together. */
export function sumOfCounts(all: readonly DayCounts[]): DayCounts {
  const sum: Partial<Record<AnsweredState, number>> = {};
  for (const state of ANSWERED_STATES) {
    const count = all.reduce((total, counts) => total + (counts[state] ?? 0), 0);
    if (count > 0) sum[state] = count;
  }
  return sum;
}

/** Videos that were looked at, whatever came of it. */
export const totalOf = (counts: DayCounts): number => Object.values(counts).reduce((total, count) => total + count, 0);
