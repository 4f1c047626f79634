import { isNonEmpty, type NonEmpty } from '../../contracts/non-empty.ts';
import { llr, type DetectorId, type FaceFinding, type Llr } from '../../contracts/score.ts';
import type { DetectorEvidence } from '../../contracts/verdict.ts';
import type { Track } from '../crop/link-tracks.ts';

/** One frame's evidence about one face. */
export interface Glimpse {
  readonly mediaTimeMs: number;
  readonly evidence: Llr;
}

/** What the detectors say of one face over time. */
export interface WeighedTrack {
  readonly evidence: Llr;
  /** One entry a detector that ran, strongest first. */
  readonly because: NonEmpty<DetectorEvidence>;
  readonly glimpses: NonEmpty<Glimpse>;
}

/** Which of a track's findings count. */
export type Counts = (finding: FaceFinding) => boolean;

/** A face that the quality gate has no objection to. */
export const passedGate: Counts = (finding) => finding.gate.length === 0 && finding.scores.length > 0;

/** Any face that was scored at all; for the figure that is reported beside an abstention. */
export const wasScored: Counts = (finding) => finding.scores.length > 0;

/**
 * The evidence of one face: per detector the mean over its frames, because neighbouring frames show nearly the same
 * thing and their sum would count it many times; then the sum over detectors. `undefined` when nothing counts.
 */
export function weighTrack(track: Track, counts: Counts): WeighedTrack | undefined {
  const counted = track.faces.filter(({ finding }) => counts(finding));
  const glimpses = counted.map(({ mediaTimeMs, finding }) => ({ mediaTimeMs, evidence: sumOfScores(finding) }));
  const because = byDetector(counted.map(({ finding }) => finding));
  if (!isNonEmpty(glimpses) || !isNonEmpty(because)) return undefined;
  return { evidence: llr(sum(because.map(({ evidence }) => evidence))), because, glimpses };
}

function byDetector(findings: readonly FaceFinding[]): DetectorEvidence[] {
  const seen = new Map<DetectorId, number[]>();
  for (const { detector, evidence } of findings.flatMap(({ scores }) => scores)) {
    seen.set(detector, [...(seen.get(detector) ?? []), evidence]);
  }
  return [...seen]
    .map(([detector, all]) => ({ detector, evidence: llr(sum(all) / all.length) }))
    .sort((a, b) => b.evidence - a.evidence);
}

const sumOfScores = (finding: FaceFinding): Llr => llr(sum(finding.scores.map(({ evidence }) => evidence)));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
