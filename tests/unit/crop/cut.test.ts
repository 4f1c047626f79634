import { describe, expect, it } from 'vitest';
import type { FacePoints } from '../../../src/contracts/face.ts';
import { faceSquare, turnOf } from '../../../src/core/crop/align.ts';
import { ALIGNED_SIDE_PX, cutFace, cutSquare, samplesPerSide } from '../../../src/core/crop/cut.ts';
import { letterbox } from '../../../src/core/crop/letterbox.ts';
import { createNoise, draw } from '../../support/pictures.ts';

/** Red grows by 2 a pixel to the right, green downwards; blue is flat. */
const ramp = draw(100, 100, (x, y) => [2 * x, 2 * y, 77]);

const pixelOf = (rgb: Float32Array, side: number, x: number, y: number): number[] =>
  [...rgb.subarray((y * side + x) * 3, (y * side + x) * 3 + 3)].map((value) => Number(value.toFixed(3)));

function pointsAt(rightEye: [number, number], leftEye: [number, number], mouth: [number, number]): FacePoints {
  const at = ([x, y]: [number, number]) => ({ x, y });
  const nose = { x: (rightEye[0] + leftEye[0]) / 2, y: (rightEye[1] + leftEye[1]) / 2 };
  return { rightEye: at(rightEye), leftEye: at(leftEye), nose, mouth: at(mouth), rightEar: nose, leftEar: nose };
}

describe('the face square', () => {
  it('is 2.6 eye-to-mouth distances wide around the middle between eyes and mouth', () => {
    expect(faceSquare(pointsAt([40, 40], [60, 40], [50, 70]))).toEqual({
      centre: { x: 50, y: 55 },
      side: 2.6 * 30,
      cos: 1,
      sin: 0,
    });
  });

  it('turns with the eye line', () => {
    const square = faceSquare(pointsAt([40, 40], [40, 80], [10, 60]));
    expect(square).toMatchObject({ cos: 0, sin: 1, side: 2.6 * 40, centre: { x: 25, y: 60 } });
  });

  it('turns with the line from eyes to mouth when the eyes are too close together to tell', () => {
    const { cos, sin } = faceSquare(pointsAt([50, 38], [52, 42], [51, 80]));
    expect(cos).toBeCloseTo(1, 6);
    expect(sin).toBeCloseTo(0, 6);
  });

  it('stays upright when all points fall together', () => {
    expect(faceSquare(pointsAt([5, 5], [5, 5], [5, 5]))).toMatchObject({ cos: 1, sin: 0, side: 0 });
  });

  it('a nose half an eye distance off the middle counts as a turn of one half', () => {
    const points = pointsAt([40, 40], [60, 40], [50, 70]);
    expect(turnOf({ ...points, nose: { x: 60, y: 55 } })).toBeCloseTo(0.5, 6);
    expect(turnOf(points)).toBe(0);
  });
});

describe('cutting', () => {
  it('takes one sample a pixel up to the crop size, then enough to average, at most 8', () => {
    expect([0.5, 1, 1.01, 4, 31].map(samplesPerSide)).toEqual([1, 1, 2, 4, 8]);
  });

  it('a square of the same size as the crop returns the pixels themselves', () => {
    const square = { centre: { x: 30, y: 40 }, side: 20, cos: 1, sin: 0 };
    const rgb = cutSquare(ramp, square, 20);
    expect(pixelOf(rgb, 20, 0, 0)).toEqual([41, 61, 77]);
    expect(pixelOf(rgb, 20, 19, 19)).toEqual([79, 99, 77]);
  });

  it('a quarter turn brings the right-hand side of the frame to the bottom', () => {
    const square = { centre: { x: 50, y: 50 }, side: 20, cos: 0, sin: 1 };
    const rgb = cutSquare(ramp, square, 20);
    // The crop's x axis points down the frame, its y axis to the frame's left.
    expect(pixelOf(rgb, 20, 0, 0)).toEqual([119, 81, 77]);
    expect(pixelOf(rgb, 20, 19, 0)).toEqual([119, 119, 77]);
  });

  it('repeats edge pixels outside the frame', () => {
    const rgb = cutSquare(ramp, { centre: { x: 0, y: 0 }, side: 40, cos: 1, sin: 0 }, 4);
    expect(pixelOf(rgb, 4, 0, 0)).toEqual([1, 1, 77]);
  });

  it('averages when it shrinks: fine noise becomes its mean', () => {
    const noise = createNoise(7);
    const noisy = draw(800, 800, () => [noise() * 255, 100, 100]);
    const rgb = cutSquare(noisy, { centre: { x: 400, y: 400 }, side: 800, cos: 1, sin: 0 }, 100);
    const reds = Array.from({ length: 100 * 100 }, (_, at) => rgb[at * 3] ?? 0);
    const spread = Math.max(...reds) - Math.min(...reds);
    expect(spread).toBeLessThan(100);
    expect(reds.reduce((a, b) => a + b, 0) / reds.length).toBeCloseTo(127.5, -0.5);
  });

  it('the crop of a face is its square, at the one side that all aligned crops have', () => {
    const points = pointsAt([40, 40], [60, 40], [50, 70]);
    const crop = cutFace(ramp, points);
    expect(crop.sidePx).toBe(ALIGNED_SIDE_PX);
    const square = cutSquare(ramp, faceSquare(points), ALIGNED_SIDE_PX);
    expect(crop.rgb).toHaveLength(square.length);
    expect(crop.rgb.every((value, at) => value === square[at])).toBe(true);
  });
});

describe('the letterbox', () => {
  it('is the same sampling rule as a crop, wherever the square lies inside the frame', () => {
    const noise = createNoise(3);
    const noisy = draw(300, 200, () => [noise() * 255, noise() * 255, noise() * 255]);
    for (const [side, x, y] of [
      [64, 60.3, 70.7],
      [150.5, 120, 100],
      [23.9, 250, 44],
    ] as const) {
      const boxed = letterbox(noisy, { centre: { x, y }, scale: side / 64, widthPx: 64, heightPx: 64 });
      const cut = cutSquare(noisy, { centre: { x, y }, side, cos: 1, sin: 0 }, 64);
      const largest = Math.max(...boxed.map((value, at) => Math.abs(value - (cut[at] ?? NaN))));
      expect(largest).toBeLessThan(0.01);
    }
  });

  it('puts black bars around a wide frame', () => {
    const white = draw(64, 32, () => [255, 255, 255]);
    const boxed = letterbox(white, { centre: { x: 32, y: 16 }, scale: 1, widthPx: 64, heightPx: 64 });
    expect(pixelOf(boxed, 64, 10, 15)).toEqual([0, 0, 0]);
    expect(pixelOf(boxed, 64, 10, 16)).toEqual([255, 255, 255]);
    expect(pixelOf(boxed, 64, 10, 47)).toEqual([255, 255, 255]);
    expect(pixelOf(boxed, 64, 10, 48)).toEqual([0, 0, 0]);
  });

  it('a view that is wider than high is the middle of its square', () => {
    const view = { centre: { x: 48.5, y: 40 }, scale: 1.7, widthPx: 48, heightPx: 48 };
    const square = letterbox(ramp, view);
    const middle = letterbox(ramp, { ...view, heightPx: 16 });
    expect(middle).toHaveLength(48 * 16 * 3);
    const farthest = Math.max(...middle.map((value, at) => Math.abs(value - (square[at + 48 * 16 * 3] ?? NaN))));
    expect(farthest).toBeLessThan(0.001);
  });

  it('a view that misses the frame is black', () => {
    const boxed = letterbox(ramp, { centre: { x: -500, y: 700 }, scale: 6, widthPx: 16, heightPx: 16 });
    expect(Math.max(...boxed)).toBe(0);
  });
});
