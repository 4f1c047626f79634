import type { Fusion } from '../../contracts/fusion.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import { raisesDoubt } from '../../core/judge/judge.ts';
import { DOUBT_FRAMES, FRAMES_APART_MS } from '../../core/sample/plan.ts';
import { stretchesOf } from '../../core/weigh/stretches.ts';

/** One look a second: the face changes little in between, and strong signs need looks a second apart. */
const LOOK_EVERY_MS = 1_000;
/** A clip of a second or two still gets several looks, so that one odd frame decides nothing. */
const FEWEST = 4;
/** About ten seconds of work on two cores; a longer video is looked at this often, evenly spread. */
const MOST = 64;

/** At which player positions to look at a file, ms: the middles of equal stretches. A still, or a video of unknown length, once. */
export function chooseTimes(durationMs: number): readonly number[] {
  if (!(durationMs > 0) || !Number.isFinite(durationMs)) return [0];
  const count = Math.min(MOST, Math.max(FEWEST, Math.ceil(durationMs / LOOK_EVERY_MS)));
  return Array.from({ length: count }, (_none, index) => ((index + 0.5) * durationMs) / count);
}

/** Lone doubtful looks that are followed up: the work stays within twice the first round's. */
const MOST_FOLLOWED = 8;

/**
 * Where to look again, ms: close behind each look that raises doubt and has no others near it. In a long video the first
 * looks lie so far apart that none of them could speak for a short swap.
 */
export function closerTimes(frames: readonly FrameFindings[], durationMs: number, fusion: Fusion): readonly number[] {
  const inStretch = new Set(stretchesOf(frames).flat());
  return frames
    .filter((found) => !inStretch.has(found) && raisesDoubt(found, fusion))
    .slice(0, MOST_FOLLOWED)
    .flatMap(({ mediaTimeMs }) =>
      Array.from({ length: DOUBT_FRAMES }, (_, k) => mediaTimeMs + (k + 1) * FRAMES_APART_MS),
    )
    .filter((timeMs) => timeMs < durationMs);
}
