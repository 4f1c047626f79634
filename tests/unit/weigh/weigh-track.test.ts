import { describe, expect, it } from 'vitest';
import type { Fusion } from '../../../src/contracts/fusion.ts';
import { llr, type DetectorId, type FaceFinding, type Score } from '../../../src/contracts/score.ts';
import type { Track } from '../../../src/core/crop/link-tracks.ts';
import { fuse } from '../../../src/core/weigh/fuse.ts';
import { passedGate, wasScored, weighTrack } from '../../../src/core/weigh/weigh-track.ts';
import { weighVideo } from '../../../src/core/weigh/weigh-video.ts';
import { faceAt, frame } from '../../support/findings.ts';

const fusion: Fusion = {
  intercept: -0.5,
  weights: { 'blend-boundary': 0.5, 'synthesis-trace': 2 },
  thresholds: { unclear: 1, soft: 2, strong: 4 },
};
/** A score that adds so many nats before its weight: the evidence whose ln((1 + e^evidence) / 2) that is. */
function score(detector: DetectorId, adds: number): Score {
  return { detector, logit: 0, evidence: llr(Math.log(2 * Math.exp(adds) - 1)) };
}
const blend = (adds: number): Score => score('blend-boundary', adds);
const trace = (adds: number): Score => score('synthesis-trace', adds);
const finding = (scores: readonly Score[], x = 640): FaceFinding => ({ face: faceAt(x, 300), gate: [], scores });

function track(first: FaceFinding, ...others: FaceFinding[]): Track {
  const at = (seen: FaceFinding, second: number) => ({ mediaTimeMs: second * 1000, finding: seen });
  return { faces: [at(first, 0), ...others.map((seen, index) => at(seen, index + 1))] };
}

describe('fusing', () => {
  it('adds the weighted bent evidence to the intercept', () => {
    const four: Score = { detector: 'blend-boundary', logit: 0, evidence: llr(4) };
    const minusOne: Score = { detector: 'synthesis-trace', logit: 0, evidence: llr(-1) };
    expect(fuse([four, minusOne], fusion)).toBeCloseTo(-0.5 + 0.5 * 3.325003 + 2 * -0.379885, 5);
  });

  it('a detector that saw nothing, or has no evidence either way, adds nothing', () => {
    expect(fuse([trace(3)], fusion)).toBeCloseTo(5.5, 12);
    expect(fuse([trace(3), { ...blend(0), evidence: llr(0) }], fusion)).toBeCloseTo(5.5, 12);
    expect(fuse([], fusion)).toBe(-0.5);
  });

  it('the deepest calm of one detector takes away no more than ln 2 times its weight', () => {
    const calm: Score = { detector: 'synthesis-trace', logit: 0, evidence: llr(-800) };
    expect(fuse([blend(5), calm], fusion)).toBeCloseTo(2 - 2 * Math.LN2, 12);
  });

  it('very large evidence stays finite', () => {
    expect(fuse([{ ...blend(0), evidence: llr(5000) }], fusion)).toBeCloseTo(-0.5 + 0.5 * (5000 - Math.LN2), 9);
  });
});

describe('weighing a track', () => {
  it('is the mean of its frames’ fused evidence', () => {
    const weighed = weighTrack(
      track(finding([blend(4), trace(1)]), finding([blend(2), trace(-0.5)])),
      passedGate,
      fusion,
    );
    expect(weighed?.glimpses.map(({ mediaTimeMs }) => mediaTimeMs)).toEqual([0, 1000]);
    expect(weighed?.glimpses[0].evidence).toBeCloseTo(3.5, 12);
    expect(weighed?.glimpses[1]?.evidence).toBeCloseTo(-0.5, 12);
    expect(weighed?.evidence).toBeCloseTo(1.5, 12);
  });

  it('names first the detector whose weighted share is the largest, though another has more evidence', () => {
    const weighed = weighTrack(track(finding([blend(6), trace(2)])), passedGate, fusion);
    expect(weighed?.because.map(({ detector }) => detector)).toEqual(['synthesis-trace', 'blend-boundary']);
    expect(weighed?.because[0].evidence).toBeCloseTo(4, 12);
    expect(weighed?.because[1]?.evidence).toBeCloseTo(3, 12);
  });

  it('the shares and the intercept add up to the evidence, also where a detector saw only some frames', () => {
    const seen = track(finding([blend(4), trace(1)]), finding([blend(3)]), finding([blend(-0.5), trace(5)]));
    const weighed = weighTrack(seen, passedGate, fusion);
    const shares = weighed?.because.reduce((sum, { evidence }) => sum + evidence, fusion.intercept);
    expect(weighed?.because).toHaveLength(2);
    expect(shares).toBeCloseTo(weighed?.evidence ?? NaN, 12);
    expect(weighed?.evidence).toBeCloseTo((3.5 + 1 + 9.25) / 3, 12);
  });

  it('one frame with a wild trace among calm ones makes its detector the smaller share', () => {
    const calm = finding([blend(3)]);
    const weighed = weighTrack(track(finding([blend(3), trace(1)]), calm, calm, calm), passedGate, fusion);
    expect(weighed?.because.map(({ detector }) => detector)).toEqual(['blend-boundary', 'synthesis-trace']);
  });

  it('an intercept alone is no evidence: a track that no detector scored weighs nothing', () => {
    expect(weighTrack(track(finding([])), wasScored, fusion)).toBeUndefined();
  });

  it('frames that the gate objects to do not count', () => {
    const gated: FaceFinding = { ...finding([trace(9)]), gate: ['too-blurred'] };
    expect(weighTrack(track(gated), passedGate, fusion)).toBeUndefined();
    expect(weighTrack(track(gated, finding([trace(1)])), passedGate, fusion)?.evidence).toBeCloseTo(1.5, 12);
  });
});

describe('weighing a video', () => {
  it('the face with the highest fused evidence decides, and pays for being picked out of two', () => {
    const weighed = weighVideo([frame(0, finding([blend(8)], 200), finding([trace(3)], 900))], passedGate, fusion);
    expect(weighed?.because.map(({ detector }) => detector)).toEqual(['synthesis-trace']);
    expect(weighed?.because[0].evidence).toBeCloseTo(6, 12);
    expect(weighed?.evidence).toBeCloseTo(5.5 - Math.log(2), 12);
  });
});
