import type { Fusion } from '../../contracts/fusion.ts';
import { llr, type Llr, type Score } from '../../contracts/score.ts';

/**
 * What one score adds to the fused evidence, nats: its weight times ln((1 + likelihood ratio) / 2). Signs count in full,
 * calm counts little: a face is manipulated if any one detector is right (docs/decisions/0009).
 */
export const weightedEvidence = ({ detector, evidence }: Score, { weights }: Fusion): number =>
  weights[detector] * (softplus(evidence) - Math.LN2);

/** ln(1 + e^x), without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** The evidence of one face in one frame. A detector without a score saw nothing and adds nothing. */
export function fuse(scores: readonly Score[], fusion: Fusion): Llr {
  return llr(scores.reduce((total, score) => total + weightedEvidence(score, fusion), fusion.intercept));
}
