import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../src/contracts/detector.ts';
import type { Pixels } from '../../src/contracts/frame.ts';
import type { DetectorId } from '../../src/contracts/score.ts';
import { ALIGNED_SIDE_PX, cutSquare } from '../../src/core/crop/cut.ts';
import { createNodeInference } from '../support/node-inference.ts';
import { readPng } from '../support/read-png.ts';

/** One cut of a picture and what PyTorch, with the shipped weights, makes of it (`second_look_training reference`). */
interface Cut {
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

const MOST_LOGIT_ERROR = 0.02;

const cuts = JSON.parse(readFileSync('tests/detectors/parity.json', 'utf8')) as readonly Cut[];
const inference = createNodeInference();

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

async function largestError(detector: DetectorId, inputOf: (pixels: Pixels, cut: Cut) => Tensor): Promise<number> {
  const errors: number[] = [];
  for (const cut of cuts) {
    const input = inputOf(readPng(`tests/detectors/${cut.picture}`), cut);
    const outputs = await inference.run(detector, input, new AbortController().signal);
    const logits = outputs.ok ? outputs.value['logits'] : undefined;
    expect(logits?.values.length).toBe(cut.logits[detector].length);
    cut.logits[detector].forEach((expected, index) => {
      errors.push(Math.abs((logits?.values[index] ?? NaN) - expected));
    });
  }
  return Math.max(...errors);
}

describe('the same cuts through PyTorch and through onnxruntime-web', () => {
  it('are 32', () => {
    expect(cuts).toHaveLength(32);
  });

  it('blend-boundary gives the same logits', async () => {
    const error = await largestError('blend-boundary', (pixels, { square }) => alignedInput(pixels, square));
    expect(error).toBeLessThanOrEqual(MOST_LOGIT_ERROR);
  }, 60_000);

  it('synthesis-trace gives the same logits', async () => {
    const error = await largestError('synthesis-trace', (pixels, { window }) => windowInput(pixels, window));
    expect(error).toBeLessThanOrEqual(MOST_LOGIT_ERROR);
  }, 60_000);
});
