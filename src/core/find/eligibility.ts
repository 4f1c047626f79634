import type { Sensitivity, SiteLevel } from '../../contracts/settings.ts';
import type { NotCheckedReason } from '../../contracts/verdict.ts';

/** A face in a smaller picture is below what any detector was measured on; avatars and previews are smaller too. */
export const MIN_SHORTER_SIDE_PX = 120;

/** A picture's size in pixels. */
export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What the page shows of one video just now. */
export interface VideoFacts {
  readonly level: SiteLevel;
  readonly sensitivity: Sensitivity;
  /** The person asked for this very video, or for all in view: then no setting and no adapter stands in the way. */
  readonly isAsked: boolean;
  /** The site's adapter takes it for something people watch: no avatar, no advertisement, no ambient glow. */
  readonly isContent: boolean;
  /** Its pictures come from a call or a camera, not from media. */
  readonly hasLiveStream: boolean;
  /** The person asked to look at live pictures too. */
  readonly isLiveAsked: boolean;
  /** CSS pixels of the page. */
  readonly displayed: Size;
  /** Unknown before its metadata is there. */
  readonly intrinsic: Size | undefined;
  readonly isVisible: boolean;
  readonly isPlaying: boolean;
  /** The device's budget for checking is used up for now. */
  readonly isOverBudget: boolean;
}

const isTooSmall = ({ widthPx, heightPx }: Size): boolean => Math.min(widthPx, heightPx) < MIN_SHORTER_SIDE_PX;

/** Whether a video deserves a look just now; else the first reason against it, the most lasting reason first. */
export function eligibility(facts: VideoFacts): 'check' | NotCheckedReason {
  if (!facts.isAsked && facts.level === 'off') return 'site-off';
  if (!facts.isAsked && !facts.isContent) return 'not-content';
  if (facts.hasLiveStream && !facts.isLiveAsked && !facts.isAsked) return 'live-camera';
  if (facts.intrinsic !== undefined && isTooSmall(facts.intrinsic)) return 'too-small';
  if (isTooSmall(facts.displayed)) return 'too-small';
  if (!facts.isVisible) return 'not-visible';
  if (!facts.isAsked && facts.sensitivity === 'on-request') return 'not-asked';
  if (!facts.isPlaying) return 'not-played-yet';
  if (!facts.isAsked && facts.level === 'facts-only') return 'facts-only';
  if (facts.isOverBudget) return 'over-budget';
  return 'check';
}
