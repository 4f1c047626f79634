import { describe, expect, it } from 'vitest';
import { badgeView } from '../../../src/core/show/badge-view.ts';
import { llr } from '../../../src/contracts/score.ts';
import type { JudgedVerdict, Verdict } from '../../../src/contracts/verdict.ts';

const judged = (state: JudgedVerdict['state']): Verdict => ({
  state,
  evidence: llr(1),
  because: [{ detector: 'blend-boundary', evidence: llr(1) }],
  moments: [],
  framesScored: 4,
});
const verdicts: readonly Verdict[] = [
  { state: 'not-checked', reason: 'too-small' },
  { state: 'checking', framesLookedAt: 1 },
  { state: 'could-not-check', reason: 'too-small' },
  judged('no-signs'),
  judged('unclear'),
  judged('some-signs'),
  judged('strong-signs'),
];

describe('badgeView', () => {
  it('gives every state words of its own', () => {
    expect(new Set(verdicts.map((verdict) => badgeView(verdict, 'quiet').word)).size).toBe(verdicts.length);
    expect(new Set(verdicts.map((verdict) => badgeView(verdict, 'quiet').meaning)).size).toBe(verdicts.length);
  });

  it('only strong signs speak up by themselves', () => {
    const loud = verdicts.filter((verdict) => badgeView(verdict, 'quiet').speaksUp);
    expect(loud.map(({ state }) => state)).toEqual(['strong-signs']);
  });

  it('some signs speak up too when the person asked for it', () => {
    const loud = verdicts.filter((verdict) => badgeView(verdict, 'standard').speaksUp);
    expect(loud.map(({ state }) => state)).toEqual(['some-signs', 'strong-signs']);
  });

  it('a video that is too small and a face that is too small are told apart', () => {
    const [video, , face] = verdicts.map((verdict) => badgeView(verdict, 'quiet'));
    expect(video?.because).toBe('unchecked_too_small');
    expect(face?.because).toBe('reason_too_small');
  });
});
