import { llr } from '../../contracts/score.ts';
import type { Verdict } from '../../contracts/verdict.ts';

const judged = {
  because: [{ detector: 'blend-boundary', evidence: llr(3) }],
  evidence: llr(3),
  moments: [],
  framesScored: 4,
} as const;

/** Verdicts of no video at all, in the order in which somebody new gets to know them. */
export const EXAMPLE_VERDICTS: readonly Verdict[] = [
  { state: 'checking', framesLookedAt: 2 },
  { state: 'no-signs', ...judged },
  { state: 'could-not-check', reason: 'too-blurred' },
  { state: 'strong-signs', ...judged },
];
