import { describe, expect, it } from 'vitest';
import { calibrate, type Calibration } from '../../../src/core/score/calibrate.ts';
import { readLogits } from '../../../src/core/score/read-logits.ts';

const bucket = (offset: number) => ({ scale: 2, offset });
const calibration: Calibration = {
  sideEdgesPx: [110, 170],
  sharpnessEdge: 40,
  buckets: [
    [bucket(0), bucket(1)],
    [bucket(10), bucket(11)],
    [bucket(20), bucket(21)],
  ],
};
const face = (nativeSidePx: number, sharpness: number) => ({ nativeSidePx, sharpness, luma: 128, turn: 0 });

describe('calibrating', () => {
  it.each([
    [60, 39.9, 0],
    [109.9, 40, 1],
    [110, 0, 10],
    [169.9, 500, 11],
    [170, 39.9, 20],
    [900, 40, 21],
  ])('a face of %s px and sharpness %s has its own line', (side, sharpness, offset) => {
    expect(calibrate(1.5, face(side, sharpness), calibration)).toBe(3 + offset);
  });

  it('without edges one line serves all', () => {
    const plain = { sideEdgesPx: [], sharpnessEdge: 0, buckets: [[bucket(5), bucket(5)]] };
    expect([calibrate(1, face(60, 0), plain), calibrate(1, face(900, 900), plain)]).toEqual([7, 7]);
  });

  it('evidence that is no number is refused', () => {
    expect(() => calibrate(NaN, face(200, 50), calibration)).toThrow(RangeError);
  });
});

describe('reading logits', () => {
  const output = (...values: number[]) => ({ shape: [1, values.length], values: Float32Array.from(values) });

  it('gives the row', () => {
    expect(readLogits(output(3, 0.5), 2)).toEqual([3, 0.5]);
    expect(readLogits(output(-1), 1)).toEqual([-1]);
  });

  it.each([
    ['a column too many', { shape: [1, 3], values: new Float32Array(3) }, 'output shape must be [1,2], got [1,3]'],
    ['two rows', { shape: [2, 2], values: new Float32Array(4) }, 'output shape must be [1,2], got [2,2]'],
    ['no rows', { shape: [2], values: new Float32Array(2) }, 'output shape must be [1,2], got [2]'],
    ['NaN', output(NaN, 1), 'logits must be finite, got NaN and 1'],
    ['infinity', output(0, Infinity), 'logits must be finite, got 0 and Infinity'],
  ])('refuses %s and says why', (_, wrong, message) => {
    expect(() => readLogits(wrong, 2)).toThrow(new RangeError(message));
  });
});
