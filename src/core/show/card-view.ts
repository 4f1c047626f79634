import type { Situation, Tip } from '../../contracts/advice.ts';
import type { TextKey } from '../../contracts/badge.ts';
import type { CardView, Timeline, TimelineLook } from '../../contracts/card.ts';
import type { Facts } from '../../contracts/fact.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import type { CouldNotCheckReason, Moment, Verdict } from '../../contracts/verdict.ts';
import { CARD_SITUATIONS, signalOf, tipFor } from '../tips/advice.ts';
import { passedGate } from '../weigh/weigh-track.ts';

/** What can be done about a video that could not be checked. */
const TODO_BY_REASON: Readonly<Record<CouldNotCheckReason, TextKey>> = {
  'no-face': 'todo_play_on',
  'too-little-to-see': 'todo_play_on',
  'too-dark': 'todo_play_on',
  'too-bright': 'todo_play_on',
  'turned-away': 'todo_play_on',
  'too-small': 'todo_larger_picture',
  'too-blurred': 'todo_larger_picture',
  'not-photographic': 'todo_only_filmed_faces',
  'pixels-unreadable': 'todo_use_file',
  'pixels-altered': 'todo_privacy_setting',
  protected: 'todo_protected',
  undecodable: 'todo_other_browser',
  'engine-failed': 'todo_check_again',
};

/** What a card needs to know of a check. */
export interface CheckSoFar {
  readonly verdict: Verdict;
  readonly facts: Facts;
  readonly findings: readonly FrameFindings[];
  readonly framesLookedAt: number;
  /** 0 when unknown or endless. */
  readonly durationMs: number;
}

/** What the card of a video shows beside the badge's words. */
export function cardView({ verdict, facts, findings, framesLookedAt, durationMs }: CheckSoFar): CardView {
  const moments = 'moments' in verdict ? verdict.moments : [];
  const timeline = timelineOf(findings, moments, durationMs);
  const { todo, lesson } = adviceOn(verdict, facts);
  const evidence = 'evidence' in verdict ? verdict.evidence : undefined;
  return {
    ...(todo !== undefined && { todo }),
    ...(lesson !== undefined && { lesson }),
    ...(timeline !== undefined && { timeline }),
    coverage: { framesLookedAt, framesScored: findings.filter(isScored).length },
    ...(evidence !== undefined && { evidence }),
    shares: 'because' in verdict ? verdict.because : [],
    situations: situationsOf(verdict),
  };
}

/** What was seen first, then what the video may be about. Nobody needs help with a video that shows nothing. */
function situationsOf(verdict: Verdict): readonly Situation[] {
  if (verdict.state !== 'some-signs' && verdict.state !== 'strong-signs') return [];
  return [signalOf(verdict.because[0].detector), ...CARD_SITUATIONS];
}

function adviceOn(verdict: Verdict, facts: Facts): { readonly todo?: TextKey; readonly lesson?: Tip['lesson'] } {
  switch (verdict.state) {
    case 'checking':
      return {};
    case 'not-checked':
      return verdict.reason === 'not-played-yet' ? { todo: 'todo_press_play' } : {};
    case 'could-not-check':
      return { todo: TODO_BY_REASON[verdict.reason] };
    case 'no-signs':
    case 'unclear':
    case 'some-signs':
    case 'strong-signs': {
      const { tip, lesson } = tipFor(verdict, facts);
      return { todo: tip, lesson };
    }
  }
}

const isScored = ({ faces }: FrameFindings): boolean => faces.some(passedGate);

function timelineOf(
  findings: readonly FrameFindings[],
  moments: readonly Moment[],
  durationMs: number,
): Timeline | undefined {
  const byPosition = new Map(findings.map((found) => [found.mediaTimeMs, lookOf(found, moments)]));
  const looks = [...byPosition.values()].sort((a, b) => a.atMs - b.atMs);
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  // A stream without an end: as much of it as was looked at.
  const [startMs, endMs] = durationMs > 0 ? [0, Math.max(durationMs, last.atMs)] : [first.atMs, last.atMs];
  return { startMs, endMs, looks, momentsMs: moments.map((moment) => moment.startMs) };
}

function lookOf(found: FrameFindings, moments: readonly Moment[]): TimelineLook {
  const atMs = found.mediaTimeMs;
  const isInMoment = moments.some(({ startMs, endMs }) => startMs <= atMs && atMs <= endMs);
  if (!isScored(found)) return { atMs, kind: 'no-face' };
  return { atMs, kind: isInMoment ? 'signs' : 'scored' };
}
