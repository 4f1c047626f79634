import type { State } from '../../contracts/verdict.ts';
import { FEWEST_IN_STRETCH, LONGEST_STRETCH_MS } from '../weigh/stretches.ts';

/** Frames of every checked video: enough for two looks a second apart. */
export const FIRST_FRAMES = 4;
/** Frames of a video that shows signs, or no usable face yet. */
export const CLOSER_FRAMES = 16;
/** Frames of a video whose evidence stays inside the dead band. */
export const MOST_FRAMES = 32;
/** Frames around a look on patrol that raised doubt: a stretch of its own (`core/weigh/stretches.ts`). */
export const DOUBT_FRAMES = 6;
/** Media time between frames: neighbours show the same face and add little. */
export const FRAMES_APART_MS = 400;
/**
 * Afterwards one frame now and again, but so often that a face which is swapped for ten seconds, the longest stretch, is seen
 * in time for the looks that a stretch needs (docs/decisions/0028). A slow device gets no more than one in six seconds.
 */
const PATROL_MS = { least: 6_000, most: 8_000 } as const;
/** How late a look may come after it is due, and its frame after that: a tick of the clock, and the player. */
const LATE_MS = 300;

/** How much playing lies between looks on patrol where one look takes so long. */
export function patrolMs(lookTookMs: number): number {
  const firstLookMs = LATE_MS + lookTookMs;
  const laterLooksMs = (FEWEST_IN_STRETCH - 1) * (LATE_MS + Math.max(FRAMES_APART_MS, lookTookMs));
  const spareMs = LONGEST_STRETCH_MS - firstLookMs - laterLooksMs;
  return Math.min(PATROL_MS.most, Math.max(PATROL_MS.least, spareMs));
}

/** Least time between looks on patrol, however often a video cuts. */
export const CUT_PAUSE_MS = 2_000;

/**
 * first → closer → patrol: the first frames; more while in doubt; then one now and again, and after each cut, for as
 * long as it plays. A verdict that nothing can add to skips `closer`; a look on patrol that raises doubt goes back to it.
 */
export type SamplePhase = 'first' | 'closer' | 'patrol';

/** Nothing to gain from looking closer: no signs, or signs as strong as they get. */
const SETTLED: readonly (State | undefined)[] = ['no-signs', 'strong-signs'];

export function samplePhase(framesLookedAt: number, state: State | undefined, doubtFrames: number): SamplePhase {
  if (framesLookedAt < FIRST_FRAMES) return 'first';
  const wanted = state === 'unclear' ? MOST_FRAMES : CLOSER_FRAMES;
  const isOpen = framesLookedAt < wanted && !SETTLED.includes(state);
  return isOpen || doubtFrames > 0 ? 'closer' : 'patrol';
}

/** How many frames are still to be taken around a doubtful look, after one more look in that phase. */
export function doubtFramesAfter(phase: SamplePhase, doubtFrames: number, raisesDoubt: boolean): number {
  if (phase === 'patrol') return raisesDoubt ? DOUBT_FRAMES : 0;
  return Math.max(0, doubtFrames - 1);
}

export interface SampleProgress {
  readonly phase: SamplePhase;
  /** Player positions of the frames taken so far, in the order they were taken, ms. */
  readonly takenAtMs: readonly number[];
  /** 0 when unknown or endless. */
  readonly durationMs: number;
  /** How long the video has been playing since the last look was over, ms of clock time. */
  readonly playedSinceLastMs: number;
  /** How long that look took, from wanting a frame to knowing what it shows, ms. */
  readonly lookTookMs: number;
  /** The scene changed since then. */
  readonly hasCut: boolean;
}

/** Whether a frame should be taken at this player position. */
export function isFrameDue(
  { phase, takenAtMs, durationMs, playedSinceLastMs, lookTookMs, hasCut }: SampleProgress,
  positionMs: number,
): boolean {
  const lastMs = takenAtMs.at(-1);
  if (lastMs === undefined || playedSinceLastMs >= patrolMs(lookTookMs)) return true;
  if (phase === 'patrol') return hasCut && playedSinceLastMs >= CUT_PAUSE_MS;

  const apartMs = framesApart(phase, durationMs);
  // A loop comes by the same positions again. Half the distance leaves room for all frames wherever the first ones fell.
  return (
    Math.abs(positionMs - lastMs) >= apartMs && takenAtMs.every((one) => Math.abs(positionMs - one) >= apartMs / 2)
  );
}

/** A short clip is looked at all over its loop instead. */
function framesApart(phase: SamplePhase, durationMs: number): number {
  const wanted = phase === 'first' ? FIRST_FRAMES : MOST_FRAMES;
  return durationMs > 0 ? Math.min(FRAMES_APART_MS, durationMs / wanted) : FRAMES_APART_MS;
}
