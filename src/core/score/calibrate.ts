import type { FaceQuality } from '../../contracts/face.ts';
import { llr, type Llr } from '../../contracts/score.ts';

/**
 * How a detector's logit becomes evidence, as training left it beside the weights: one line for each kind of face,
 * because the same logit means less on a small or blurred face than on a clear one.
 */
export interface Calibration {
  /** Native sides of the aligned crop at which the next size begins, rising, pixels. */
  readonly sideEdgesPx: readonly number[];
  /** Sharpness of the aligned crop from which a face is sharp. */
  readonly sharpnessEdge: number;
  /** A row for each size, smallest first; in it blurred, then sharp. Evidence = scale · logit + offset, nats. */
  readonly buckets: readonly (readonly { readonly scale: number; readonly offset: number }[])[];
}

/** The evidence of a logit about a face of this quality. Throws `RangeError` when it is not finite. */
export function calibrate(logit: number, quality: FaceQuality, calibration: Calibration): Llr {
  const size = calibration.sideEdgesPx.filter((edge) => edge <= quality.nativeSidePx).length;
  const sharp = quality.sharpness >= calibration.sharpnessEdge ? 1 : 0;
  const { scale, offset } = calibration.buckets[size]?.[sharp] ?? { scale: NaN, offset: NaN };
  return llr(scale * logit + offset);
}
