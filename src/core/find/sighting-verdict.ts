import type { CouldNotCheckReason, NotCheckedReason, Verdict } from '../../contracts/verdict.ts';
import { FIRST_FRAMES } from '../sample/plan.ts';

/** Frames looked at before "couldn't check" is said of a video that still plays: its face may come a moment later. */
export const FRAMES_BEFORE_ABSTAINING = 8;

/** How far the check of one sighting has come. */
export interface SightingProgress {
  readonly eligibility: 'check' | NotCheckedReason;
  /** Why it was given up for good. */
  readonly gaveUp: CouldNotCheckReason | undefined;
  readonly framesLookedAt: number;
  /** What the frames so far say; undefined before the first. */
  readonly judged: Verdict | undefined;
}

/** Reasons that also take back what was found before: the person, the site or the kind of video says so. */
const TAKES_BACK: readonly (NotCheckedReason | 'check')[] = [
  'site-off',
  'not-content',
  'live-camera',
  'not-asked',
  'facts-only',
];

/** What to say of a sighting just now. */
export function sightingVerdict({ eligibility, gaveUp, framesLookedAt, judged }: SightingProgress): Verdict {
  if (eligibility !== 'check' && TAKES_BACK.includes(eligibility)) return { state: 'not-checked', reason: eligibility };
  if (eligibility === 'too-small' && judged === undefined) return { state: 'not-checked', reason: eligibility };
  if (gaveUp !== undefined) return abandoned(gaveUp, judged);
  if (eligibility !== 'check') return judged ?? { state: 'not-checked', reason: eligibility };

  const enough = judged?.state === 'could-not-check' ? FRAMES_BEFORE_ABSTAINING : FIRST_FRAMES;
  return judged !== undefined && framesLookedAt >= enough ? judged : { state: 'checking', framesLookedAt };
}

/** Giving up does not unsay what detectors already stood behind, and does not hide their evidence. */
function abandoned(reason: CouldNotCheckReason, judged: Verdict | undefined): Verdict {
  if (judged === undefined || judged.state === 'not-checked' || judged.state === 'checking') {
    return { state: 'could-not-check', reason };
  }
  if (judged.state !== 'could-not-check') return judged;
  return judged.evidence === undefined
    ? { state: 'could-not-check', reason }
    : { state: 'could-not-check', reason, evidence: judged.evidence };
}
