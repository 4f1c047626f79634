import { describe, expect, it } from 'vitest';
import card from '../../models/blend-boundary.json' with { type: 'json' };
import { CROP_SCALE } from '../../src/core/crop/align.ts';
import { ALIGNED_SIDE_PX } from '../../src/core/crop/cut.ts';
import { blendBoundary, readBlend } from '../../src/detectors/blend-boundary/detector.ts';
import { cutsOf } from '../support/cuts.ts';
import { inputOf, runDetector } from '../support/run-detector.ts';
import { createNodeInference } from '../support/node-inference.ts';
import { readPng } from '../support/read-png.ts';
import { pointsOf, readReference, RENEW } from './reference.ts';

const reference = readReference('tests/detectors/astronaut.json');
const [expected] = reference.faces;
const cuts = cutsOf(readPng('tests/detectors/astronaut.png'), pointsOf(expected));
const inference = createNodeInference();

describe('reading blend-boundary', () => {
  const line = { scale: 2, offset: -1 };
  const calibration = {
    sideEdgesPx: [100],
    sharpnessEdge: 9,
    buckets: [[{ scale: 1, offset: 0 }], [line, line]],
  };
  const limits = { calibration, photographic: { minLogit: 0.5 } };
  const output = (...values: number[]) => ({ shape: [1, 2], values: Float32Array.from(values) });

  it('calibrates the first logit by the quality of the face; the second says whether it is photographed', () => {
    expect(readBlend(output(3, 0.5), cuts.quality, limits)).toEqual({ logit: 3, evidence: 5, isPhotographic: true });
    expect(readBlend(output(3, 0.4), cuts.quality, limits).isPhotographic).toBe(false);
  });

  it('refuses an output of another shape', () => {
    const wrong = { shape: [1, 1], values: new Float32Array(1) };
    expect(() => readBlend(wrong, cuts.quality, limits)).toThrow(RangeError);
  });
});

describe('blend-boundary on its real weights', () => {
  it('was trained on the crops that are cut here', () => {
    expect(card).toMatchObject({ id: 'blend-boundary', cropScale: CROP_SCALE, inputSidePx: ALIGNED_SIDE_PX });
  });

  it('scores a known crop as training does', async () => {
    expect(reference.model, RENEW).toBe(card.version);
    const reading = blendBoundary.read(await runDetector(blendBoundary, cuts, inference), cuts);
    expect(Math.abs(reading.logit - expected.logits[0])).toBeLessThan(0.02);
    expect(Math.abs(reading.evidence - expected.evidence['blend-boundary'])).toBeLessThan(0.02);
    expect(reading.isPhotographic).toBe(expected.logits[1] >= card.photographic.minLogit);
  });

  it('scores a crop the same in a batch as alone', async () => {
    const one = inputOf(blendBoundary, cuts);
    const two = { shape: [2, ...one.shape.slice(1)], values: new Float32Array(one.values.length * 2) };
    two.values.set(one.values, one.values.length);
    const alone = await runDetector(blendBoundary, cuts, inference);
    const batch = await inference.run('blend-boundary', two, new AbortController().signal);
    if (!batch.ok) throw new Error(batch.failure.detail);
    expect(batch.value['logits']?.shape).toEqual([2, 2]);
    expect(batch.value['logits']?.values[2]).toBeCloseTo(alone.values[0] ?? NaN, 3);
  });
});
