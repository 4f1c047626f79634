import { describe, expect, test } from 'vitest';
import { llr } from '../../../src/contracts/score.ts';
import type { Verdict } from '../../../src/contracts/verdict.ts';
import { sightingVerdict, type SightingProgress } from '../../../src/core/find/sighting-verdict.ts';

const evidence = llr(-1);
const calm: Verdict = {
  state: 'no-signs',
  evidence,
  because: [{ detector: 'blend-boundary', evidence }],
  moments: [],
  framesScored: 4,
};
const noFace: Verdict = { state: 'could-not-check', reason: 'no-face' };
const dark: Verdict = { state: 'could-not-check', reason: 'too-dark', evidence };
const begun: SightingProgress = { eligibility: 'check', gaveUp: undefined, framesLookedAt: 0, judged: undefined };

describe('sightingVerdict', () => {
  test.each<[string, Partial<SightingProgress>, Verdict]>([
    ['before the first frame it is being checked', {}, { state: 'checking', framesLookedAt: 0 }],
    [
      'three frames are too few to speak',
      { framesLookedAt: 3, judged: calm },
      { state: 'checking', framesLookedAt: 3 },
    ],
    ['four frames speak', { framesLookedAt: 4, judged: calm }, calm],
    ['a face may still come', { framesLookedAt: 7, judged: noFace }, { state: 'checking', framesLookedAt: 7 }],
    ['after eight frames without a face it says so', { framesLookedAt: 8, judged: noFace }, noFace],
    [
      'a stopped video says what is known',
      { eligibility: 'not-played-yet', framesLookedAt: 3, judged: noFace },
      noFace,
    ],
    [
      'what was found stays when it is scrolled away',
      { eligibility: 'not-visible', framesLookedAt: 4, judged: calm },
      calm,
    ],
    [
      'switching the site off takes it back',
      { eligibility: 'site-off', judged: calm },
      { state: 'not-checked', reason: 'site-off' },
    ],
    ['never looked at is not checked', { eligibility: 'not-visible' }, { state: 'not-checked', reason: 'not-visible' }],
    ['giving up says why', { gaveUp: 'protected' }, { state: 'could-not-check', reason: 'protected' }],
    ['giving up keeps what detectors stood behind', { gaveUp: 'engine-failed', judged: calm }, calm],
    [
      'giving up keeps the evidence',
      { gaveUp: 'engine-failed', judged: dark },
      { state: 'could-not-check', reason: 'engine-failed', evidence },
    ],
    [
      'a broken avatar is not checked',
      { gaveUp: 'undecodable', eligibility: 'too-small' },
      { state: 'not-checked', reason: 'too-small' },
    ],
  ])('%s', (_claim, progress, expected) => {
    expect(sightingVerdict({ ...begun, ...progress })).toEqual(expected);
  });
});
