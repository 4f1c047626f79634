import { describe, expect, it } from 'vitest';
import type { FaceCrop, FacePoints } from '../../../src/contracts/face.ts';
import { gateReasons, measureFace, sharpness, type GateLimits } from '../../../src/core/crop/gate.ts';
import { lumaOf } from '../../../src/core/crop/luma.ts';
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

function cropOf(level: number, noise: number): FaceCrop {
  const next = createNoise(1);
  const rgb = Float32Array.from({ length: SIDE * SIDE * 3 }, () => level + noise * (next() - 0.5));
  return { sidePx: SIDE, rgb };
}
const { points } = faceAt(100, 100);
/** Eyes to mouth are 0.4 face sides apart, so the crop's square is 1.04 face sides wide. */
const small = faceAt(100, 100, 86).points;
const turn = (face: FacePoints): FacePoints => ({ ...face, nose: { x: face.leftEye.x, y: face.nose.y } });

describe('the gate', () => {
  it.each([
    ['a good crop', cropOf(128, 40), points, []],
    ['too few pixels', cropOf(128, 40), small, ['too-small']],
    ['flat as after heavy compression', cropOf(128, 1), points, ['too-blurred']],
    ['night', cropOf(30, 40), points, ['too-dark']],
    ['glare', cropOf(230, 40), points, ['too-bright']],
    ['a profile', cropOf(128, 40), turn(points), ['turned-away']],
    ['everything at once', cropOf(20, 0), turn(small), ['too-small', 'too-blurred', 'too-dark', 'turned-away']],
  ] as const)('%s', (_, crop, seen, reasons) => {
    expect(gateReasons(measureFace(crop, seen), limits)).toEqual(reasons);
  });

  it('a face is measured on its crop and its points', () => {
    const quality = measureFace({ sidePx: SIDE, rgb: new Float32Array(SIDE * SIDE * 3).fill(77) }, turn(points));
    expect(quality.nativeSidePx).toBeCloseTo(2.6 * 80, 6);
    expect(quality.luma).toBeCloseTo(77, 3);
    expect(quality.sharpness).toBeCloseTo(0, 6);
    expect(quality.turn).toBeCloseTo(0.5, 6);
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
