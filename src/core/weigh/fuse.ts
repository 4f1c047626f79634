import type { Fusion } from '../../contracts/fusion.ts';
import { llr, type Llr, type Score } from '../../contracts/score.ts';

/** What one score adds to the fused evidence, nats. */
export const weightedEvidence = ({ detector, evidence }: Score, { weights }: Fusion): number =>
  weights[detector] * evidence;

/** The evidence of one face in one frame. A detector without a score saw nothing and adds nothing. */
export function fuse(scores: readonly Score[], fusion: Fusion): Llr {
  return llr(scores.reduce((total, score) => total + weightedEvidence(score, fusion), fusion.intercept));
}
