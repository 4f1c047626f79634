import type { State } from './verdict.ts';

/** States that are an answer: the video was looked at. */
export type AnsweredState = Exclude<State, 'not-checked' | 'checking'>;

/** How many videos of a day were looked at, by what came of it. Numbers only: nothing says which, where or when. */
export type DayCounts = Readonly<Partial<Record<AnsweredState, number>>>;
