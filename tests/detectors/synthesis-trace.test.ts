import { describe, expect, it } from 'vitest';
import card from '../../models/synthesis-trace.json' with { type: 'json' };
import type { Tensor } from '../../src/contracts/detector.ts';
import type { FaceWindow } from '../../src/contracts/face.ts';
import { detailOf } from '../../src/core/crop/detail.ts';
import { prepareWindow, readTrace, synthesisTrace } from '../../src/detectors/synthesis-trace/detector.ts';
import { cutsOf } from '../support/cuts.ts';
import { createNodeInference } from '../support/node-inference.ts';
import { createNoise } from '../support/pictures.ts';
import { readPng } from '../support/read-png.ts';
import { runDetector } from '../support/run-detector.ts';
import { pointsOf, readReference, RENEW } from './reference.ts';

const [expected] = readReference('tests/detectors/admiral.json').faces;
const cuts = cutsOf(readPng('tests/detectors/admiral.png'), pointsOf(expected));
const inference = createNodeInference();
const never = new AbortController().signal;

function noiseWindow(widthPx: number, heightPx: number): FaceWindow {
  const noise = createNoise(4);
  return { widthPx, heightPx, rgb: Float32Array.from({ length: widthPx * heightPx * 3 }, () => 255 * noise()) };
}

describe('what synthesis-trace sees', () => {
  const limits = { minSidePx: 40, minDetail: 1 };

  it('the window as it is', () => {
    const native = noiseWindow(50, 40);
    expect(prepareWindow(native, limits)).toEqual({ shape: [1, 40, 50, 3], values: native.rgb });
  });

  it('nothing in a window whose shorter side is too small', () => {
    expect(prepareWindow(noiseWindow(50, 39), limits)).toBeUndefined();
    expect(prepareWindow(noiseWindow(39, 50), limits)).toBeUndefined();
    expect(prepareWindow(noiseWindow(0, 0), limits)).toBeUndefined();
  });

  it('nothing in a window without fine detail', () => {
    const native = noiseWindow(50, 50);
    const detail = detailOf(native);
    expect(prepareWindow(native, { ...limits, minDetail: detail })).toBeDefined();
    expect(prepareWindow(native, { ...limits, minDetail: detail + 0.001 })).toBeUndefined();
    const flat = { ...native, rgb: new Float32Array(native.rgb.length).fill(90) };
    expect(prepareWindow(flat, limits)).toBeUndefined();
  });
});

describe('reading synthesis-trace', () => {
  const line = { scale: 2, offset: -1 };
  const calibration = {
    sideEdgesPx: [],
    sharpnessEdge: 9,
    buckets: [[{ scale: 1, offset: 0 }, line]],
  };

  const how = { calibration, calmSidePx: 60 };
  const logit = (value: number): Tensor => ({ shape: [1, 1], values: Float32Array.of(value) });

  it('calibrates its one logit, and does not say whether the face is photographed', () => {
    const reading = readTrace(logit(3), cuts, how);
    expect(reading).toEqual({ logit: 3, evidence: 5 });
    expect(reading).not.toHaveProperty('isPhotographic');
  });

  it('hears signs of a small window, but not its calm', () => {
    const small = { ...cuts, native: noiseWindow(90, 59) };
    const large = { ...cuts, native: noiseWindow(90, 60) };
    expect(readTrace(logit(3), small, how)).toEqual({ logit: 3, evidence: 5 });
    expect(readTrace(logit(-3), small, how)).toEqual({ logit: -3, evidence: 0 });
    expect(readTrace(logit(-3), large, how)).toEqual({ logit: -3, evidence: -7 });
  });

  it('refuses an output of another shape', () => {
    const wrong = { shape: [1, 2], values: new Float32Array(2) };
    expect(() => readTrace(wrong, cuts, how)).toThrow(RangeError);
  });
});

describe('synthesis-trace on its real weights', () => {
  it('has a card of its own', () => {
    expect(card.id).toBe('synthesis-trace');
    expect(card.minSidePx).toBeGreaterThan(0);
    expect(card.calmSidePx).toBeGreaterThan(card.minSidePx);
  });

  it('sees something in a known face when training does', () => {
    expect(synthesisTrace.prepare(cuts) !== undefined, RENEW).toBe(expected.traceLogit !== undefined);
  });

  it.runIf(expected.traceLogit !== undefined)('scores a known window as training does', async () => {
    const reading = synthesisTrace.read(await runDetector(synthesisTrace, cuts, inference), cuts);
    expect(Math.abs(reading.logit - (expected.traceLogit ?? NaN)), RENEW).toBeLessThan(0.02);
    expect(Math.abs(reading.evidence - (expected.evidence['synthesis-trace'] ?? NaN))).toBeLessThan(0.02);
  });

  it.each([
    [card.minSidePx, card.minSidePx],
    [256, 256],
    [201, 131],
  ])('takes a window of %s × %s', async (width, height) => {
    const input = prepareWindow(noiseWindow(width, height), { minSidePx: 0, minDetail: 0 });
    if (input === undefined) throw new Error('no input');
    const outputs = await inference.run('synthesis-trace', input, never);
    if (!outputs.ok) throw new Error(outputs.failure.detail);
    expect(outputs.value['logits']?.shape).toEqual([1, 1]);
    expect(Number.isFinite(outputs.value['logits']?.values[0])).toBe(true);
  });

  it('scores windows of one size the same together as alone', async () => {
    const { rgb } = noiseWindow(128, 128);
    const darker = rgb.map((value) => value / 2);
    const both = new Float32Array([...rgb, ...darker]);
    const logitsOf = async (rows: number, values: Float32Array): Promise<number[]> => {
      const outputs = await inference.run('synthesis-trace', { shape: [rows, 128, 128, 3], values }, never);
      return outputs.ok ? [...(outputs.value['logits']?.values ?? [])] : [];
    };
    const alone = [...(await logitsOf(1, rgb)), ...(await logitsOf(1, darker))];
    const together = await logitsOf(2, both);
    expect(alone).toHaveLength(2);
    together.forEach((logit, at) => expect(logit).toBeCloseTo(alone[at] ?? NaN, 3));
    expect(together).toHaveLength(2);
  });
});
