import { describe, expect, it } from 'vitest';
import type { FaceCrop, FacePoints } from '../../../src/contracts/face.ts';
import { gateReasons, lumaOf, sharpness, type GateLimits } from '../../../src/core/crop/gate.ts';
import { faceAt } from '../../support/findings.ts';
import { createNoise } from '../../support/pictures.ts';

const limits: GateLimits = {
  minScoreSidePx: 60,
  minJudgeSidePx: 90,
  minLuma: 40,
  maxLuma: 220,
  minSharpness: 10,
  maxTurn: 0.4,
};
const SIDE = 32;

function cropOf(level: number, noise: number, nativeSidePx = 200): FaceCrop {
  const next = createNoise(1);
  const rgb = Float32Array.from({ length: SIDE * SIDE * 3 }, () => level + noise * (next() - 0.5));
  return { sidePx: SIDE, rgb, nativeSidePx };
}
const { points } = faceAt(100, 100);
const turned: FacePoints = { ...points, nose: { x: points.leftEye.x, y: points.nose.y } };

describe('the gate', () => {
  it.each([
    ['a good crop', cropOf(128, 40), points, []],
    ['too few pixels', cropOf(128, 40, 89), points, ['too-small']],
    ['flat as after heavy compression', cropOf(128, 1), points, ['too-blurred']],
    ['night', cropOf(30, 40), points, ['too-dark']],
    ['glare', cropOf(230, 40), points, ['too-bright']],
    ['a profile', cropOf(128, 40), turned, ['turned-away']],
    ['everything at once', cropOf(20, 0, 10), turned, ['too-small', 'too-blurred', 'too-dark', 'turned-away']],
  ] as const)('%s', (_, crop, seen, reasons) => {
    expect(gateReasons(crop, seen, limits)).toEqual(reasons);
  });

  it('luma weighs green most', () => {
    expect([...lumaOf(Float32Array.of(100, 0, 0, 0, 100, 0, 0, 0, 100))].map(Math.round)).toEqual([30, 59, 11]);
  });

  it('the sharpness of a chessboard of 0 and 1 is 16, of a slope 0', () => {
    const board = Float32Array.from({ length: 64 }, (_, at) => ((at % 8) + Math.floor(at / 8)) % 2);
    expect(sharpness(board, 8)).toBeCloseTo(16, 6);
    const slope = Float32Array.from({ length: 64 }, (_, at) => 3 * (at % 8) + Math.floor(at / 8));
    expect(sharpness(slope, 8)).toBeCloseTo(0, 6);
  });
});
