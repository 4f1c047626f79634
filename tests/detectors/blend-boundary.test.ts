import { describe, expect, it } from 'vitest';
import card from '../../models/blend-boundary.json' with { type: 'json' };
import type { Detector, Tensor } from '../../src/contracts/detector.ts';
import { CROP_SCALE } from '../../src/core/crop/align.ts';
import { ALIGNED_SIDE_PX } from '../../src/core/crop/cut.ts';
import { inspectFrame } from '../../src/core/score/inspect-frame.ts';
import { blendBoundary, readBlend } from '../../src/detectors/blend-boundary/detector.ts';
import { detectors, fusion, gateLimits } from '../../src/detectors/registry.ts';
import { cutsOf } from '../support/cuts.ts';
import { createNodeInference } from '../support/node-inference.ts';
import { draw } from '../support/pictures.ts';
import { readPng } from '../support/read-png.ts';
import { pointsOf, readReference } from './reference.ts';

const RENEW = 'new weights: renew tests/detectors/astronaut.json as tests/detectors/reference.ts says';

const astronaut = readPng('tests/detectors/astronaut.png');
const reference = readReference('tests/detectors/astronaut.json');
const [expected] = reference.faces;
const LINE = { scale: 2, offset: -1 };
const inference = createNodeInference();
const never = new AbortController().signal;
const cuts = cutsOf(astronaut, pointsOf(expected));

describe('reading blend-boundary', () => {
  const calibration = { sideEdgesPx: [100], sharpnessEdge: 9, buckets: [[{ scale: 1, offset: 0 }], [LINE, LINE]] };
  const card = { calibration, photographic: { minLogit: 0.5 } };
  const output = (...values: number[]) => ({ shape: [1, 2], values: Float32Array.from(values) });

  it('calibrates the first logit by the quality of the face; the second says whether it is photographed', () => {
    expect(readBlend(output(3, 0.5), cuts.quality, card)).toEqual({ logit: 3, evidence: 5, isPhotographic: true });
    expect(readBlend(output(3, 0.4), cuts.quality, card).isPhotographic).toBe(false);
  });

  it('refuses an output of another shape', () => {
    const wrong = { shape: [1, 1], values: new Float32Array(1) };
    expect(() => readBlend(wrong, cuts.quality, card)).toThrow(RangeError);
  });
});

function inputOf(detector: Detector): Tensor {
  const input = detector.prepare(cuts);
  if (input === undefined) throw new Error(`${detector.id} sees nothing`);
  return input;
}

describe('blend-boundary on its real weights', () => {
  it('was trained on the crops that are cut here', () => {
    expect(card).toMatchObject({ id: 'blend-boundary', cropScale: CROP_SCALE, inputSidePx: ALIGNED_SIDE_PX });
  });

  it('has thresholds in rising order', () => {
    const { unclear, soft, strong } = fusion.thresholds;
    expect(unclear).toBeLessThan(soft);
    expect(soft).toBeLessThan(strong);
  });

  it('scores a known crop as training does', async () => {
    expect(reference.model, RENEW).toBe(card.version);
    const outputs = await inference.run('blend-boundary', inputOf(blendBoundary), never);
    const logits = outputs.ok ? outputs.value['logits'] : undefined;
    if (logits === undefined) throw new Error('no logits');
    const reading = blendBoundary.read(logits, cuts);
    expect(Math.abs(reading.logit - expected.logits[0])).toBeLessThan(0.02);
    expect(Math.abs(reading.evidence - expected.evidence)).toBeLessThan(0.02);
    expect(reading.isPhotographic).toBe(expected.logits[1] >= card.photographic.minLogit);
  });

  it('scores a crop the same in a batch as alone', async () => {
    const one = inputOf(blendBoundary);
    const two = { shape: [2, ...one.shape.slice(1)], values: new Float32Array(one.values.length * 2) };
    two.values.set(one.values, one.values.length);
    const alone = await inference.run('blend-boundary', one, never);
    const batch = await inference.run('blend-boundary', two, never);
    if (!alone.ok || !batch.ok) throw new Error('no output');
    const [logit = NaN] = alone.value['logits']?.values ?? [];
    expect(batch.value['logits']?.shape).toEqual([2, 2]);
    expect(batch.value['logits']?.values[2]).toBeCloseTo(logit, 3);
  });

  it('a whole frame with one face has one finding, scored near training’s own figure', async () => {
    const options = { scoreGated: false, gate: gateLimits };
    const found = await inspectFrame(astronaut, 0, { runModel: inference.run }, detectors, options, never);
    if (!found.ok) throw new Error(found.failure.detail);
    expect(found.value.failures).toEqual([]);
    expect(found.value.faces).toHaveLength(1);
    // The finder's points differ from training's by a fraction of a pixel, and with them the score.
    const evidence = found.value.faces[0]?.scores[0]?.evidence ?? NaN;
    expect(Math.abs(evidence - expected.evidence)).toBeLessThan(0.5);
  });

  it('a frame without a face has no finding and no failure', async () => {
    const options = { scoreGated: true, gate: gateLimits };
    const landscape = draw(320, 180, (_, y) => (y < 90 ? [120, 170, 230] : [60, 130, 50]));
    const found = await inspectFrame(landscape, 0, { runModel: inference.run }, detectors, options, never);
    expect(found).toMatchObject({ ok: true, value: { faces: [], failures: [] } });
  });
});
