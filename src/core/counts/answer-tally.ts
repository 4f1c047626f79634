import type { AnsweredState, DayCounts } from '../../contracts/day-counts.ts';
import { countStates, sumOfCounts } from './day-counts.ts';

/** Media told apart; of those before them only the number is kept. */
export const MOST_TOLD_APART = 1_000;

/** Counts media by the answer they got last. */
export interface AnswerTally {
  /** Enters an answer; false when it was known. */
  readonly enter: (media: unknown, state: AnsweredState) => boolean;
  readonly counts: () => DayCounts;
}

/** An empty tally. Media that comes back, or is judged anew, counts once. */
export function createAnswerTally(): AnswerTally {
  const latest = new Map<unknown, AnsweredState>();
  let older: DayCounts = {};
  return {
    enter: (media, state) => {
      if (latest.get(media) === state) return false;
      latest.set(media, state);
      const [oldest] = latest;
      if (latest.size > MOST_TOLD_APART && oldest !== undefined) {
        latest.delete(oldest[0]);
        older = sumOfCounts([older, countStates([oldest[1]])]);
      }
      return true;
    },
    counts: () => sumOfCounts([older, countStates(latest.values())]),
  };
}
