import type { Tensor } from '../../src/contracts/detector.ts';
import type { ModelOutputs } from '../../src/core/crop/face-finder.ts';

const filled = (shape: number[], value = 0): Tensor => ({
  shape,
  values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value),
});

/** What the finder answers to an input of this size, pixels, when it finds nothing. */
export function nothingFound(widthPx: number, heightPx: number): ModelOutputs {
  const fine = (widthPx / 16) * (heightPx / 16) * 2;
  const coarse = (widthPx / 32) * (heightPx / 32) * 6;
  return {
    'Identity:0': filled([1, fine, 1], -20),
    'Identity_1:0': filled([1, coarse, 1], -20),
    'Identity_2:0': filled([1, fine, 16]),
    'Identity_3:0': filled([1, coarse, 16]),
  };
}
