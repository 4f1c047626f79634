import { describe, expect, it } from 'vitest';
import type { Face } from '../../src/contracts/face.ts';
import type { Pixels } from '../../src/contracts/frame.ts';
import { detailOf } from '../../src/core/crop/detail.ts';
import { gateReasons } from '../../src/core/crop/gate.ts';
import { locateFaces } from '../../src/core/crop/locate-faces.ts';
import { windowBox } from '../../src/core/crop/window.ts';
import { gateLimits } from '../../src/detectors/registry.ts';
import { cutsOf } from '../support/cuts.ts';
import { createNodeInference } from '../support/node-inference.ts';
import { createNoise, draw, placeOn } from '../support/pictures.ts';
import { readPng } from '../support/read-png.ts';
import { pointsOf, readReference } from './reference.ts';

const expected = readReference('tests/detectors/astronaut.json').faces[0];
const astronaut = readPng('tests/detectors/astronaut.png');
const inference = createNodeInference();
const never = new AbortController().signal;

async function locate(pixels: Pixels): Promise<Face[]> {
  const found = await locateFaces(pixels, (input) => inference.run('face-finder', input, never));
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

describe('the face finder on real weights', () => {
  it('finds the face where training finds it, within a pixel', async () => {
    const [face, ...others] = await locate(astronaut);
    expect(others).toEqual([]);
    if (face === undefined) throw new Error('no face');
    const { x, y, width, height } = face.box;
    [x, y, width, height].forEach((value, at) => expect(Math.abs(value - (expected.box[at] ?? NaN))).toBeLessThan(1));
    const wanted = pointsOf(expected);
    for (const name of ['rightEye', 'leftEye', 'nose', 'mouth', 'rightEar', 'leftEar'] as const) {
      const apart = Math.hypot(face.points[name].x - wanted[name].x, face.points[name].y - wanted[name].y);
      expect(apart, name).toBeLessThan(1);
    }
    expect(Math.abs(face.confidence - expected.confidence)).toBeLessThan(0.05);
  });

  it('cuts the crop that training cuts, to a grey level', () => {
    const { rgb, sidePx } = cutsOf(astronaut, pointsOf(expected)).aligned;
    for (const { at, rgb: colour } of expected.cropPixels) {
      // The points were rounded to a hundredth of a pixel when they were written down.
      colour.forEach((value, channel) => {
        expect(Math.abs((rgb[(at[1] * sidePx + at[0]) * 3 + channel] ?? NaN) - value)).toBeLessThan(1);
      });
    }
  });

  it('cuts the native window that training cuts, and finds as much detail in it', () => {
    const { left, top, width, height } = expected.nativeWindow;
    const box = windowBox(pointsOf(expected), astronaut.width, astronaut.height);
    expect(box).toEqual({ x: left, y: top, width, height });
    expect(detailOf(cutsOf(astronaut, pointsOf(expected)).native)).toBeCloseTo(expected.detail, 3);
  });

  it('measures size, light, sharpness and turn as training does', () => {
    const { quality } = cutsOf(astronaut, pointsOf(expected));
    expect(quality.nativeSidePx).toBeCloseTo(expected.quality.sidePx, 1);
    expect(quality.luma).toBeCloseTo(expected.quality.luma, 1);
    expect(quality.sharpness / expected.quality.sharpness).toBeCloseTo(1, 2);
    expect(quality.turn).toBeCloseTo(expected.quality.turn, 3);
    expect(gateReasons(quality, gateLimits)).toEqual(expected.gate);
  });

  it('finds it in the corner of a large frame, at the same place', async () => {
    const faces = await locate(placeOn(astronaut, 960, 540, 700, 280));
    expect(faces).toHaveLength(1);
    const { box } = faces[0] ?? { box: { x: NaN, y: NaN } };
    expect(Math.abs(box.x - 700 - (expected.box[0] ?? NaN))).toBeLessThan(8);
    expect(Math.abs(box.y - 280 - (expected.box[1] ?? NaN))).toBeLessThan(8);
  });

  const noise = createNoise(11);
  it.each([
    ['black', draw(320, 240, () => [0, 0, 0])],
    ['a plain colour', draw(320, 240, () => [180, 140, 120])],
    ['noise', draw(320, 240, () => [noise() * 255, noise() * 255, noise() * 255])],
    [
      'a landscape of sky and grass',
      draw(320, 240, (x, y) => (y < 120 + 20 * Math.sin(x / 30) ? [120, 170, 230] : [60, 130, 50])),
    ],
    ['a full moon with craters', draw(320, 240, moon)],
    ['a cartoon gradient disc', draw(320, 240, (x, y) => disc(x, y))],
  ])('finds no face in %s', async (_, pixels) => {
    expect(await locate(pixels)).toEqual([]);
  });
});

function moon(x: number, y: number): [number, number, number] {
  const away = Math.hypot(x - 160, y - 120);
  if (away > 90) return [4, 4, 8];
  const craters = [
    [130, 95, 14],
    [185, 100, 18],
    [160, 150, 24],
    [120, 140, 9],
    [200, 140, 11],
  ] as const;
  const isDark = craters.some(([cx, cy, radius]) => Math.hypot(x - cx, y - cy) < radius);
  const level = (isDark ? 120 : 200) - 0.3 * away;
  return [level, level, level * 0.95];
}

function disc(x: number, y: number): [number, number, number] {
  const away = Math.hypot(x - 160, y - 120);
  return away > 80 ? [80, 200, 250] : [255, 220 - away, 40 + y / 2];
}
