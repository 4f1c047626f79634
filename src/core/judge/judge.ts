import type { GateReason } from '../../contracts/face.ts';
import type { Fusion, Thresholds } from '../../contracts/fusion.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import type { CouldNotCheckReason, JudgedVerdict, Verdict } from '../../contracts/verdict.ts';
import { passedGate, wasScored, type WeighedTrack } from '../weigh/weigh-track.ts';
import { weighVideo } from '../weigh/weigh-video.ts';
import { momentsOf } from './moments.ts';

/** What a verdict needs. */
export interface JudgePolicy {
  readonly fusion: Fusion;
  /** Frames with a usable face below which nothing is said: 1 for a still, more for a video. */
  readonly minFramesScored: number;
}

/** Frames of a video that must show a usable face: fewer say too little about it. */
export const VIDEO_MIN_FRAMES_SCORED = 3;

/** Strong signs need two looks at least this far apart: one odd frame is not enough to accuse anybody. */
export const STRONG_MOMENTS_APART_MS = 1000;

/** Whether one frame by itself is odd enough to look closer at what comes around it. */
export function raisesDoubt(found: FrameFindings, fusion: Fusion): boolean {
  const weighed = weighVideo([found], passedGate, fusion);
  return weighed !== undefined && weighed.evidence >= fusion.thresholds.unclear;
}

/** Findings of one video's frames, in any order, to what can be said of it. */
export function judge(frames: readonly FrameFindings[], { fusion, minFramesScored }: JudgePolicy): Verdict {
  const weighed = weighVideo(frames, passedGate, fusion);
  if (weighed === undefined || weighed.glimpses.length < minFramesScored) return abstain(frames, weighed, fusion);
  return {
    state: stateOf(weighed, fusion.thresholds),
    evidence: weighed.evidence,
    because: weighed.because,
    moments: momentsOf(weighed.allGlimpses, fusion.thresholds.soft),
    framesScored: weighed.allGlimpses.length,
  };
}

function stateOf({ evidence, glimpses }: WeighedTrack, thresholds: Thresholds): JudgedVerdict['state'] {
  if (evidence < thresholds.unclear) return 'no-signs';
  if (evidence < thresholds.soft) return 'unclear';
  const strongTimes = glimpses.filter((one) => one.evidence >= thresholds.strong).map(({ mediaTimeMs }) => mediaTimeMs);
  const apartMs = Math.max(...strongTimes) - Math.min(...strongTimes);
  return evidence >= thresholds.strong && apartMs >= STRONG_MOMENTS_APART_MS ? 'strong-signs' : 'some-signs';
}

function abstain(frames: readonly FrameFindings[], tooFew: WeighedTrack | undefined, fusion: Fusion): Verdict {
  const scored = tooFew ?? weighVideo(frames, wasScored, fusion);
  const reason = tooFew === undefined ? objection(frames) : 'too-little-to-see';
  return scored === undefined
    ? { state: 'could-not-check', reason }
    : { state: 'could-not-check', reason, evidence: scored.evidence };
}

/** The gate's commonest objection; without any face, whether it is the video's fault or ours. */
function objection(frames: readonly FrameFindings[]): CouldNotCheckReason {
  const counts = new Map<GateReason, number>();
  for (const reason of frames.flatMap(({ faces }) => faces).flatMap(({ gate }) => gate)) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const [commonest] = [...counts].sort(([, a], [, b]) => b - a);
  if (commonest !== undefined) return commonest[0];
  return frames.some(({ failures }) => failures.length > 0) ? 'engine-failed' : 'no-face';
}
