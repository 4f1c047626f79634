import card from '../../../models/blend-boundary.json' with { type: 'json' };
import type { Detector, DetectorReading, Tensor } from '../../contracts/detector.ts';
import type { FaceQuality } from '../../contracts/face.ts';
import { calibrate, type Calibration } from '../../core/score/calibrate.ts';
import { readLogits } from '../../core/score/read-logits.ts';

/** What training left beside the weights. */
export interface BlendBoundaryCard {
  readonly calibration: Calibration;
  readonly photographic: { readonly minLogit: number };
}

/** Looks for the seam and the mismatch where a face, or part of one, was blended into another picture. */
export const blendBoundary: Detector = {
  id: 'blend-boundary',
  version: card.version,
  prepare: ({ aligned: { sidePx, rgb } }) => ({ shape: [1, sidePx, sidePx, 3], values: rgb }),
  read: (output, { quality }) => readBlend(output, quality, card),
};

/** `logits` [1,2] are manipulated and photographic. Throws `RangeError` when the output is anything else. */
export function readBlend(
  output: Tensor,
  quality: FaceQuality,
  { calibration, photographic }: BlendBoundaryCard,
): DetectorReading {
  const [manipulated = NaN, isPhoto = NaN] = readLogits(output, 2);
  return {
    logit: manipulated,
    evidence: calibrate(manipulated, quality, calibration),
    isPhotographic: isPhoto >= photographic.minLogit,
  };
}
