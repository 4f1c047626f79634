import { readFileSync } from 'node:fs';
import type { Tensor } from '../../src/contracts/detector.ts';
import type { Pixels } from '../../src/contracts/frame.ts';
import type { DetectorId } from '../../src/contracts/score.ts';
import { ALIGNED_SIDE_PX, cutSquare } from '../../src/core/crop/cut.ts';
import { readPng } from './read-png.ts';

/** One cut of a picture and what PyTorch, with the shipped weights, makes of it (`second_look_training reference`). */
export interface Cut {
  readonly picture: string;
  readonly square: {
    readonly x: number;
    readonly y: number;
    readonly side: number;
    readonly cos: number;
    readonly sin: number;
  };
  /** Left, top, width, height. */
  readonly window: readonly [number, number, number, number];
  readonly logits: Readonly<Record<DetectorId, readonly number[]>>;
}

export const parityCuts = JSON.parse(readFileSync('tests/detectors/parity.json', 'utf8')) as readonly Cut[];

const INPUTS: Readonly<Record<DetectorId, (pixels: Pixels, cut: Cut) => Tensor>> = {
  'blend-boundary': (pixels, { square }) => alignedInput(pixels, square),
  'synthesis-trace': (pixels, { window }) => windowInput(pixels, window),
};

/** What a detector is shown of a cut. */
export const inputOf = (detector: DetectorId, cut: Cut): Tensor =>
  INPUTS[detector](readPng(`tests/detectors/${cut.picture}`), cut);

function alignedInput(pixels: Pixels, { x, y, side, cos, sin }: Cut['square']): Tensor {
  const values = cutSquare(pixels, { centre: { x, y }, side, cos, sin }, ALIGNED_SIDE_PX);
  return { shape: [1, ALIGNED_SIDE_PX, ALIGNED_SIDE_PX, 3], values };
}

function windowInput({ width: frameWidth, rgba }: Pixels, [left, top, width, height]: Cut['window']): Tensor {
  const values = Float32Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const x = left + (pixel % width);
    const y = top + Math.floor(pixel / width);
    return rgba[(y * frameWidth + x) * 4 + (at % 3)] ?? 0;
  });
  return { shape: [1, height, width, 3], values };
}
