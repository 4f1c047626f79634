import type { Fusion } from '../../contracts/fusion.ts';
import { isNonEmpty, type NonEmpty } from '../../contracts/non-empty.ts';
import { llr, type DetectorId, type FaceFinding, type Llr } from '../../contracts/score.ts';
import type { DetectorEvidence } from '../../contracts/verdict.ts';
import type { Track } from '../crop/link-tracks.ts';
import { fuse, weightedEvidence } from './fuse.ts';
import { stretchesOf } from './stretches.ts';

/** One frame's fused evidence about one face. */
export interface Glimpse {
  readonly mediaTimeMs: number;
  readonly evidence: Llr;
}

/** What the detectors say of one face over time. */
export interface WeighedTrack {
  readonly evidence: Llr;
  /** One entry a detector that scored it, strongest share first. */
  readonly because: NonEmpty<DetectorEvidence>;
  /** The looks that the evidence is the mean of: all of them, or one stretch. */
  readonly glimpses: NonEmpty<Glimpse>;
  /** Every look that counted. */
  readonly allGlimpses: NonEmpty<Glimpse>;
}

/** Which of a track's findings count. */
export type Counts = (finding: FaceFinding) => boolean;

/** A face that the quality gate has no objection to. */
export const passedGate: Counts = (finding) => finding.gate.length === 0 && finding.scores.length > 0;

/** Any face that was scored at all; for the figure that is reported beside an abstention. */
export const wasScored: Counts = (finding) => finding.scores.length > 0;

/** A finding that counts. */
interface Counted {
  readonly mediaTimeMs: number;
  readonly finding: FaceFinding;
}

/**
 * The evidence of one face: the mean of its frames' fused evidence, because neighbouring frames show nearly the same
 * thing and their sum would count it many times. Where one stretch says more than the whole, that stretch: a swap of ten
 * seconds in a minute must not be averaged away. Being picked out of n stretches costs ln n (Bonferroni's correction on
 * the likelihood-ratio scale). `undefined` when nothing counts.
 */
export function weighTrack(track: Track, counts: Counts, fusion: Fusion): WeighedTrack | undefined {
  const counted = track.faces.filter(({ finding }) => counts(finding));
  const whole = weighLooks(counted, 0, fusion);
  if (whole === undefined) return undefined;
  const stretches = stretchesOf(counted);
  const penalty = Math.log(Math.max(1, stretches.length));
  const [strongest = whole] = stretches
    .map((looks) => weighLooks(looks, penalty, fusion))
    .filter((weighed) => weighed !== undefined)
    .sort((a, b) => b.evidence - a.evidence);
  const { evidence, because, glimpses } = strongest.evidence > whole.evidence ? strongest : whole;
  return { evidence, because, glimpses, allGlimpses: whole.glimpses };
}

/** The mean over these looks, lowered by `penalty` nats. */
function weighLooks(
  looks: readonly Counted[],
  penalty: number,
  fusion: Fusion,
): Omit<WeighedTrack, 'allGlimpses'> | undefined {
  const glimpses = looks.map(({ mediaTimeMs, finding }) => ({ mediaTimeMs, evidence: fuse(finding.scores, fusion) }));
  const because = shares(
    looks.map(({ finding }) => finding),
    fusion,
  );
  if (!isNonEmpty(glimpses) || !isNonEmpty(because)) return undefined;
  const total = glimpses.reduce((sum, { evidence }) => sum + evidence, 0);
  return { evidence: llr(total / glimpses.length - penalty), because, glimpses };
}

/** Each detector's part in the mean, strongest first. A frame in which it saw nothing counts as zero. */
function shares(findings: readonly FaceFinding[], fusion: Fusion): DetectorEvidence[] {
  const sums = new Map<DetectorId, number>();
  for (const score of findings.flatMap(({ scores }) => scores)) {
    sums.set(score.detector, (sums.get(score.detector) ?? 0) + weightedEvidence(score, fusion));
  }
  return [...sums]
    .map(([detector, sum]) => ({ detector, evidence: llr(sum / findings.length) }))
    .sort((a, b) => b.evidence - a.evidence);
}
