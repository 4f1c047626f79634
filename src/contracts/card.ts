import type { LessonId, Situation } from './advice.ts';
import type { TextKey } from './badge.ts';
import type { Box } from './face.ts';
import type { GateReason } from './face.ts';
import type { Score } from './score.ts';
import type { DetectorEvidence } from './verdict.ts';

/** What came of one look of the timeline. */
export type LookKind =
  /** The evidence passed a threshold there. */
  | 'signs'
  /** A face was looked at. */
  | 'scored'
  /** No face there that could be used. */
  | 'no-face';

/** One frame that was looked at, as the timeline shows it. */
export interface TimelineLook {
  readonly atMs: number;
  readonly kind: LookKind;
}

/** What a video's timeline shows: where it was looked at, and the moments. Absent where nothing was looked at. */
export interface Timeline {
  readonly startMs: number;
  readonly endMs: number;
  /** In order of time, one a position. */
  readonly looks: readonly TimelineLook[];
  /** Beginnings of the moments, in order of time. */
  readonly momentsMs: readonly number[];
}

/** What was looked at, and how much came of it. */
export interface Coverage {
  readonly framesLookedAt: number;
  readonly framesScored: number;
}

/** All that the card of one video shows beside the badge's words and the facts. */
export interface CardView {
  /** The one thing that the person can do. Absent while checking. */
  readonly todo?: TextKey;
  readonly timeline?: Timeline;
  readonly coverage: Coverage;
  /** Nats; present whenever a detector ran. */
  readonly evidence?: number;
  /** Each detector's share, strongest first. */
  readonly shares: readonly DetectorEvidence[];
  /** What help can be asked for, likeliest first; empty where there are no signs. */
  readonly situations: readonly Situation[];
  /** The lesson behind what can be done; absent where that is no tip of ours. */
  readonly lesson?: LessonId;
}

/** One face of a look, to be shown where it is. */
export interface FaceMark {
  /** In parts of the picture's width and height, 0 to 1. */
  readonly box: Box;
  readonly gate: readonly GateReason[];
  /** What each detector says of it alone; empty when it did not count. */
  readonly scores: readonly Score[];
  /** The face with the most evidence in this look. */
  readonly isStrongest: boolean;
}

/** The faces of one look. */
export interface FaceMarks {
  readonly atMs: number;
  readonly faces: readonly FaceMark[];
}

/** Pages of ours that the card leads to. */
export type OwnPage = 'tips' | 'report' | 'check-file' | 'settings' | 'first-run';
