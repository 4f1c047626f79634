import type { Tensor } from '../../contracts/detector.ts';

/** The `count` logits of one face. Throws `RangeError` unless the output has shape [1, count] and finite values. */
export function readLogits({ shape, values }: Tensor, count: number): readonly number[] {
  if (shape.length !== 2 || shape[0] !== 1 || shape[1] !== count) {
    throw new RangeError(`output shape must be [1,${count}], got [${shape.join(',')}]`);
  }
  if (!values.every(Number.isFinite)) throw new RangeError(`logits must be finite, got ${values.join(' and ')}`);
  return [...values];
}
