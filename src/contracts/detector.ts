import type { FaceCrop } from './face.ts';
import type { DetectorId, Llr } from './score.ts';

/** A named float32 input or output of a model. `values.length` is the product of `shape`. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What a detector reads out of its model's output for one crop. */
export interface DetectorReading {
  readonly logit: number;
  readonly evidence: Llr;
  /** False when the crop is no photographed human face; its evidence must then not be used. */
  readonly isPhotographic: boolean;
}

/** A detector is a declaration: what it wants to see and how to read its model. It never runs the model itself. */
export interface Detector {
  readonly id: DetectorId;
  /** Side of the crop it wants, pixels. */
  readonly cropSidePx: number;
  readonly prepare: (crop: FaceCrop) => Tensor;
  /** Throws `RangeError` naming the shape when the output is not the one declared. */
  readonly read: (output: Tensor) => DetectorReading;
}

/** Evidence thresholds in nats, set on genuine faces of the `cal` split. `unclear < soft < strong`. */
export interface Thresholds {
  /** Lower end of the dead band. */
  readonly unclear: number;
  readonly soft: number;
  readonly strong: number;
}
