import card from '../../../models/blend-boundary.json' with { type: 'json' };
import type { Detector, Tensor, Thresholds } from '../../contracts/detector.ts';
import { llr } from '../../contracts/score.ts';

/** How the raw output becomes evidence, as training left it beside the weights. */
export interface Calibration {
  readonly platt: { readonly scale: number; readonly offset: number };
  readonly photographic: { readonly minLogit: number };
}

const SIDE_PX = card.inputSidePx;

/** Looks for the seam and the mismatch where a face, or part of one, was blended into another picture. */
export const blendBoundary: Detector = {
  id: 'blend-boundary',
  cropSidePx: SIDE_PX,
  prepare: ({ rgb }) => ({ shape: [1, SIDE_PX, SIDE_PX, 3], values: rgb }),
  read: (output) => readLogits(output, card),
};

/** Set on genuine faces of the `cal` split. */
export const thresholds: Thresholds = card.thresholds;

/** `logits` [1,2] are manipulated and photographic. Throws `RangeError` when the output is anything else. */
export function readLogits(output: Tensor, { platt, photographic }: Calibration): ReturnType<Detector['read']> {
  const { shape, values } = output;
  if (shape.length !== 2 || shape[0] !== 1 || shape[1] !== 2) {
    throw new RangeError(`output shape must be [1,2], got [${shape.join(',')}]`);
  }
  const [manipulated = NaN, isPhoto = NaN] = values;
  if (!Number.isFinite(manipulated) || !Number.isFinite(isPhoto)) {
    throw new RangeError(`logits must be finite, got ${manipulated} and ${isPhoto}`);
  }
  return {
    logit: manipulated,
    evidence: llr(platt.scale * manipulated + platt.offset),
    isPhotographic: isPhoto >= photographic.minLogit,
  };
}
