import type { GateReason } from './face.ts';
import type { NonEmpty } from './non-empty.ts';
import type { DetectorId, Llr } from './score.ts';

/** Why a video was left alone. */
export type NotCheckedReason =
  | 'site-off'
  /** On this site only what is declared is read. */
  | 'facts-only'
  /** Nothing is looked at until the person asks, and they did not ask for this one. */
  | 'not-asked'
  | 'not-content'
  | 'too-small'
  | 'not-visible'
  | 'not-played-yet'
  /** A call or somebody's own camera: looked at only when the person asks. */
  | 'live-camera'
  /** The device's budget is used up for now; its turn comes. */
  | 'over-budget';

/** Why a video that was looked at got no answer. */
export type CouldNotCheckReason =
  | 'no-face'
  | GateReason
  /** Usable faces were seen, but in too few frames to say anything. */
  | 'too-little-to-see'
  | 'pixels-unreadable'
  | 'pixels-altered'
  | 'protected'
  | 'undecodable'
  | 'engine-failed';

/** A stretch of a video in which the evidence passed a threshold. */
export interface Moment {
  readonly startMs: number;
  readonly endMs: number;
  /** The largest evidence in it. */
  readonly evidence: Llr;
}

/** One detector's part in a verdict. */
export interface DetectorEvidence {
  readonly detector: DetectorId;
  /** Its weighted share of the face's evidence: the shares and the fusion's intercept add up to it. */
  readonly evidence: Llr;
}

/** A verdict that detectors stand behind. */
export interface JudgedVerdict {
  readonly state: 'no-signs' | 'unclear' | 'some-signs' | 'strong-signs';
  readonly evidence: Llr;
  readonly because: NonEmpty<DetectorEvidence>;
  readonly moments: readonly Moment[];
  /** Frames with at least one face that counted. */
  readonly framesScored: number;
}

/**
 * What is known of one video. There is no `authentic`: silence from the detectors is not proof,
 * and *not checked*, *could not check* and *no signs* are three different things.
 */
export type Verdict =
  | { readonly state: 'not-checked'; readonly reason: NotCheckedReason }
  | { readonly state: 'checking'; readonly framesLookedAt: number }
  | {
      readonly state: 'could-not-check';
      readonly reason: CouldNotCheckReason;
      /** Present when a detector ran although the verdict abstains. */
      readonly evidence?: Llr;
    }
  | JudgedVerdict;

/** The product's seven states. */
export type State = Verdict['state'];
