import type { Facts } from '../../contracts/fact.ts';
import type { Glance, PixelRoute } from '../../contracts/frame.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import type { SightingId, SightingReport } from '../../contracts/sighting.ts';
import type { CouldNotCheckReason, NotCheckedReason, Verdict } from '../../contracts/verdict.ts';
import type { MediaIdentity } from '../../core/find/same-media.ts';
import { NO_FACTS } from '../../core/facts/merge-facts.ts';
import { samplePhase, type SamplePhase } from '../../core/sample/plan.ts';
import { readPlayback } from '../../platform/page/playback.ts';
import { randomName } from '../../platform/page/random-name.ts';

/** One video element showing one piece of media, and how far its check has come. Lives until either changes. */
export interface Sighting {
  readonly id: SightingId;
  readonly video: HTMLVideoElement;
  /** Aborted when the video goes away or shows something else. */
  readonly life: AbortController;
  media: MediaIdentity;
  /** What the site's adapter last said; a video that nobody sees is not asked about. */
  isContent: boolean;
  roleReadAtMs: number;
  eligibility: 'check' | NotCheckedReason;
  /** The person asked for this very video. */
  isAsked: boolean;
  /** How its frames are had at present. */
  route: PixelRoute;
  /** How its last frame was had. */
  usedRoute: PixelRoute | undefined;
  gaveUp: CouldNotCheckReason | undefined;
  framesLookedAt: number;
  /** The latest player positions. */
  takenAtMs: readonly number[];
  findings: readonly FrameFindings[];
  judged: Verdict | undefined;
  engineFailures: number;
  /** Not tried again before this time of the clock. */
  restsUntilMs: number;
  lastFrameAtMs: number;
  playedSinceLastMs: number;
  /** Of its last look; endless before the first. */
  lookTookMs: number;
  /** Frames still to be taken around a look on patrol that raised doubt. */
  doubtFrames: number;
  /** What it looked like when last glanced at, and when that was. */
  glance: Glance | undefined;
  glancedAtMs: number;
  /** The scene changed since its last frame. */
  hasCut: boolean;
  verdict: Verdict;
  /** What was declared about it, from every source together. */
  facts: Facts;
}

/** Every document numbers its own sightings; the popup lists those of all documents of a tab. */
const DOCUMENT = randomName();

/** What is known of a check that has not begun. */
const NOT_BEGUN = {
  route: 'element',
  usedRoute: undefined,
  gaveUp: undefined,
  framesLookedAt: 0,
  takenAtMs: [],
  findings: [],
  judged: undefined,
  engineFailures: 0,
  restsUntilMs: 0,
  lastFrameAtMs: -Infinity,
  playedSinceLastMs: 0,
  lookTookMs: Infinity,
  doubtFrames: 0,
  glance: undefined,
  glancedAtMs: -Infinity,
  hasCut: false,
} as const satisfies Partial<Sighting>;

/** Forgets all that its check came to. */
export function startAnew(sighting: Sighting): void {
  Object.assign(sighting, NOT_BEGUN);
}

let count = 0;

export function createSighting(video: HTMLVideoElement): Sighting {
  count += 1;
  return {
    id: `${DOCUMENT}-${count}` as SightingId,
    video,
    life: new AbortController(),
    media: { source: readPlayback(video).source, anchor: undefined },
    isContent: true,
    roleReadAtMs: -Infinity,
    eligibility: 'not-visible',
    isAsked: false,
    ...NOT_BEGUN,
    verdict: { state: 'not-checked', reason: 'not-visible' },
    facts: NO_FACTS,
  };
}

/** How closely a sighting is looked at just now. */
export const phaseOf = ({ framesLookedAt, judged, doubtFrames }: Sighting): SamplePhase =>
  samplePhase(framesLookedAt, judged?.state, doubtFrames);

/** A sighting as the popup lists it. */
export function reportOf({ id, video, verdict, facts, usedRoute }: Sighting, host: string): SightingReport {
  const { intrinsic, durationMs } = readPlayback(video);
  return {
    id,
    verdict,
    facts,
    route: usedRoute,
    widthPx: intrinsic?.widthPx ?? 0,
    heightPx: intrinsic?.heightPx ?? 0,
    durationMs,
    host,
  };
}
