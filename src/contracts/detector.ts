import type { FaceCuts } from './face.ts';
import type { DetectorId, Llr } from './score.ts';

/** A named float32 input or output of a model. `values.length` is the product of `shape`. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What a detector reads out of its model's output for one face. */
export interface DetectorReading {
  readonly logit: number;
  readonly evidence: Llr;
  /** False when this is no photographed human face; no evidence about it must then be used. Absent: it cannot tell. */
  readonly isPhotographic?: boolean;
}

/** A detector is a declaration: what it wants to see and how to read its model. It never runs the model itself. */
export interface Detector {
  readonly id: DetectorId;
  /** Of its weights and calibration: the one that its card speaks of. */
  readonly version: string;
  /** Its model's input for one face, shape [1, …]; `undefined` when it can see nothing here. */
  readonly prepare: (cuts: FaceCuts) => Tensor | undefined;
  /** Throws `RangeError` naming the shape when the output is not the one declared. */
  readonly read: (output: Tensor, cuts: FaceCuts) => DetectorReading;
}
