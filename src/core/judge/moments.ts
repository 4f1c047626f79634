import type { Moment } from '../../contracts/verdict.ts';
import type { Glimpse } from '../weigh/weigh-track.ts';

/** Looks closer together than this, all above the threshold, are one moment. */
export const MOMENT_GAP_MS = 2000;

/** Stretches of a video whose evidence reached `threshold`, in order of time. A lone look is a moment of length 0. */
export function momentsOf(glimpses: readonly Glimpse[], threshold: number): Moment[] {
  const moments: Moment[] = [];
  const above = glimpses.filter(({ evidence }) => evidence >= threshold);
  for (const { mediaTimeMs, evidence } of above.toSorted((a, b) => a.mediaTimeMs - b.mediaTimeMs)) {
    const last = moments.at(-1);
    if (last !== undefined && mediaTimeMs - last.endMs <= MOMENT_GAP_MS) {
      const strongest = evidence > last.evidence ? evidence : last.evidence;
      moments[moments.length - 1] = { startMs: last.startMs, endMs: mediaTimeMs, evidence: strongest };
    } else {
      moments.push({ startMs: mediaTimeMs, endMs: mediaTimeMs, evidence });
    }
  }
  return moments;
}
