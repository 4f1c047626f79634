import card from '../../../models/synthesis-trace.json' with { type: 'json' };
import type { Detector, DetectorReading, Tensor } from '../../contracts/detector.ts';
import type { FaceQuality, FaceWindow } from '../../contracts/face.ts';
import { detailOf } from '../../core/crop/detail.ts';
import { calibrate, type Calibration } from '../../core/score/calibrate.ts';
import { readLogits } from '../../core/score/read-logits.ts';

/** Below these the traces are gone, and the network would judge the compression instead. */
export interface WindowLimits {
  /** Of the window's shorter side, pixels. */
  readonly minSidePx: number;
  readonly minDetail: number;
}

/** Looks for the fine regular traces that a generator's network leaves in a picture's own pixels. */
export const synthesisTrace: Detector = {
  id: 'synthesis-trace',
  version: card.version,
  prepare: ({ native }) => prepareWindow(native, card),
  read: (output, { quality }) => readTrace(output, quality, card.calibration),
};

/** The window [1, height, width, 3] as it is: any resampling would wipe out what is looked for. */
export function prepareWindow(native: FaceWindow, limits: WindowLimits): Tensor | undefined {
  const { widthPx, heightPx, rgb } = native;
  if (Math.min(widthPx, heightPx) < limits.minSidePx || detailOf(native) < limits.minDetail) return undefined;
  return { shape: [1, heightPx, widthPx, 3], values: rgb };
}

/** `logits` [1,1] is generated. Throws `RangeError` when the output is anything else. */
export function readTrace(output: Tensor, quality: FaceQuality, calibration: Calibration): DetectorReading {
  const [generated = NaN] = readLogits(output, 1);
  return { logit: generated, evidence: calibrate(generated, quality, calibration) };
}
