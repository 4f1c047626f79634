import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Face, Point } from '../../src/contracts/face.ts';
import type { Pixels } from '../../src/contracts/frame.ts';
import { faceSquare } from '../../src/core/crop/align.ts';
import { cutFace } from '../../src/core/crop/cut.ts';
import { locateFaces } from '../../src/core/crop/locate-faces.ts';
import { createNodeInference } from '../support/node-inference.ts';
import { createNoise, draw, placeOn } from '../support/pictures.ts';
import { readPng } from '../support/read-png.ts';

/** Written by `training/second_look_training` (Python, OpenCV, onnxruntime) for the same picture. */
interface Expected {
  readonly box: [number, number, number, number];
  readonly points: [number, number][];
  readonly confidence: number;
  readonly crop: {
    readonly points: [number, number][];
    readonly square: [number, number, number, number, number];
    readonly mean: number[];
    readonly samples: [number, number, number[]][];
  };
}

const expected = JSON.parse(readFileSync('tests/detectors/astronaut.expected.json', 'utf8')) as Expected;
const astronaut = readPng('tests/detectors/astronaut.png');
const inference = createNodeInference();
const never = new AbortController().signal;

async function locate(pixels: Pixels): Promise<Face[]> {
  const found = await locateFaces(pixels, (input) => inference.run('face-finder', input, never));
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

function pointsFrom(list: readonly [number, number][]): Face['points'] {
  const at = (index: number): Point => ({ x: list[index]?.[0] ?? NaN, y: list[index]?.[1] ?? NaN });
  return { rightEye: at(0), leftEye: at(1), nose: at(2), mouth: at(3), rightEar: at(4), leftEar: at(5) };
}

describe('the face finder on real weights', () => {
  it('finds the face where training finds it, within a pixel', async () => {
    const [face, ...others] = await locate(astronaut);
    expect(others).toEqual([]);
    if (face === undefined) throw new Error('no face');
    const { x, y, width, height } = face.box;
    [x, y, width, height].forEach((value, at) => expect(Math.abs(value - (expected.box[at] ?? NaN))).toBeLessThan(1));
    const wanted = pointsFrom(expected.points);
    for (const name of ['rightEye', 'leftEye', 'nose', 'mouth', 'rightEar', 'leftEar'] as const) {
      const apart = Math.hypot(face.points[name].x - wanted[name].x, face.points[name].y - wanted[name].y);
      expect(apart, name).toBeLessThan(1);
    }
    expect(face.confidence).toBeCloseTo(expected.confidence, 1);
  });

  it('cuts the crop that training cuts, to a thousandth of a grey level', () => {
    const points = pointsFrom(expected.crop.points);
    const square = faceSquare(points);
    [square.centre.x, square.centre.y, square.side, square.cos, square.sin].forEach((value, at) =>
      expect(value).toBeCloseTo(expected.crop.square[at] ?? NaN, 4),
    );
    const { rgb } = cutFace(astronaut, points, 160);
    for (const [x, y, colour] of expected.crop.samples) {
      colour.forEach((value, channel) => expect(rgb[(y * 160 + x) * 3 + channel]).toBeCloseTo(value, 3));
    }
    expected.crop.mean.forEach((value, channel) => {
      const sum = rgb.reduce((total, one, at) => (at % 3 === channel ? total + one : total), 0);
      expect(sum / (160 * 160)).toBeCloseTo(value, 3);
    });
  });

  it('finds it in the corner of a large frame, at the same place', async () => {
    const faces = await locate(placeOn(astronaut, 960, 540, 700, 280));
    expect(faces).toHaveLength(1);
    const { box } = faces[0] ?? { box: { x: NaN, y: NaN } };
    expect(Math.abs(box.x - 700 - expected.box[0])).toBeLessThan(8);
    expect(Math.abs(box.y - 280 - expected.box[1])).toBeLessThan(8);
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
