import { describe, expect, it } from 'vitest';
import blendBoundary from '../../models/blend-boundary.json' with { type: 'json' };
import synthesisTrace from '../../models/synthesis-trace.json' with { type: 'json' };
import { llr } from '../../src/contracts/score.ts';
import { inspectFrame } from '../../src/core/score/inspect-frame.ts';
import { fuse } from '../../src/core/weigh/fuse.ts';
import { detectors, fusion, gateLimits } from '../../src/detectors/registry.ts';
import { createNodeInference } from '../support/node-inference.ts';
import { draw } from '../support/pictures.ts';
import { readPng } from '../support/read-png.ts';
import { readReference, RENEW } from './reference.ts';

const [expected] = readReference('tests/detectors/admiral.json').faces;
const inference = createNodeInference();
const never = new AbortController().signal;

const inspect = (pixels: Parameters<typeof inspectFrame>[0], scoreGated: boolean) =>
  inspectFrame(
    pixels,
    0,
    { runModel: inference.run },
    detectors,
    { scoreGated, isNative: true, gate: gateLimits },
    never,
  );

describe.each([blendBoundary, synthesisTrace])('the calibration of $id', ({ calibration }) => {
  it('has a rising line for every size, blurred and sharp', () => {
    const { sideEdgesPx, buckets } = calibration;
    expect(buckets.map((row) => row.length)).toEqual(Array(sideEdgesPx.length + 1).fill(2));
    expect(sideEdgesPx).toEqual(sideEdgesPx.toSorted((a, b) => a - b));
    expect(buckets.flat().filter(({ scale }) => scale <= 0)).toEqual([]);
  });
});

describe('the fusion', () => {
  it('has thresholds in rising order', () => {
    const { unclear, soft, strong } = fusion.thresholds;
    expect(unclear).toBeLessThan(soft);
    expect(soft).toBeLessThan(strong);
  });

  it('weighs every detector, and none against its own evidence', () => {
    expect(Object.keys(fusion.weights).sort()).toEqual(detectors.map(({ id }) => id).sort());
    expect(Object.values(fusion.weights).filter((weight) => weight <= 0)).toEqual([]);
  });

  it('fuses what training’s own figures say as training does', () => {
    const scores = detectors.flatMap(({ id: detector }) => {
      const evidence = expected.evidence[detector];
      return evidence === undefined ? [] : [{ detector, logit: NaN, evidence: llr(evidence) }];
    });
    expect(Math.abs(fuse(scores, fusion) - expected.fused), RENEW).toBeLessThan(0.02);
  });
});

describe('all detectors on one frame', () => {
  it('a frame with one face has one finding, scored near training’s own figures', async () => {
    const found = await inspect(readPng('tests/detectors/admiral.png'), false);
    if (!found.ok) throw new Error(found.failure.detail);
    expect(found.value.failures).toEqual([]);
    expect(found.value.faces).toHaveLength(1);
    const scores = found.value.faces[0]?.scores ?? [];
    expect(scores.map(({ detector }) => detector).sort()).toEqual(Object.keys(expected.evidence).sort());
    // The finder's points differ from training's by a fraction of a pixel, and with them the scores.
    for (const { detector, evidence } of scores) {
      expect(Math.abs(evidence - (expected.evidence[detector] ?? NaN)), detector).toBeLessThan(0.5);
    }
    expect(Math.abs(fuse(scores, fusion) - expected.fused)).toBeLessThan(0.5);
  });

  it('a frame without a face has no finding and no failure', async () => {
    const landscape = draw(320, 180, (_, y) => (y < 90 ? [120, 170, 230] : [60, 130, 50]));
    expect(await inspect(landscape, true)).toMatchObject({ ok: true, value: { faces: [], failures: [] } });
  });
});
