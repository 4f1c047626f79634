import card from '../../../models/synthesis-trace.json' with { type: 'json' };
import type { Detector, DetectorReading, Tensor } from '../../contracts/detector.ts';
import type { FaceCuts, FaceWindow } from '../../contracts/face.ts';
import { llr } from '../../contracts/score.ts';
import { detailOf } from '../../core/crop/detail.ts';
import { calibrate, type Calibration } from '../../core/score/calibrate.ts';
import { readLogits } from '../../core/score/read-logits.ts';

/** Below these the traces are gone, and the network would judge the compression instead. */
export interface WindowLimits {
  /** Of the window's shorter side, pixels. */
  readonly minSidePx: number;
  readonly minDetail: number;
}

/** How its logit is read, as training left it beside the weights. */
export interface TraceReading {
  readonly calibration: Calibration;
  /** Calm about a window whose shorter side is less counts for nothing, pixels. */
  readonly calmSidePx: number;
}

/** Looks for the fine regular traces that a generator's network leaves in a picture's own pixels. */
export const synthesisTrace: Detector = {
  id: 'synthesis-trace',
  version: card.version,
  prepare: ({ native }) => prepareWindow(native, card),
  read: (output, cuts) => readTrace(output, cuts, card),
};

const shorterSidePx = ({ widthPx, heightPx }: FaceWindow): number => Math.min(widthPx, heightPx);

/** The window [1, height, width, 3] as it is: any resampling would wipe out what is looked for. */
export function prepareWindow(native: FaceWindow, limits: WindowLimits): Tensor | undefined {
  if (shorterSidePx(native) < limits.minSidePx || detailOf(native) < limits.minDetail) return undefined;
  return { shape: [1, native.heightPx, native.widthPx, 3], values: native.rgb };
}

/** `logits` [1,1] is generated. Throws `RangeError` when the output is anything else. */
export function readTrace(
  output: Tensor,
  { native, quality }: Pick<FaceCuts, 'native' | 'quality'>,
  { calibration, calmSidePx }: TraceReading,
): DetectorReading {
  const [generated = NaN] = readLogits(output, 1);
  const evidence = calibrate(generated, quality, calibration);
  // So little of a face holds traces now and then, but that it holds none says nothing.
  const isCalmHeard = shorterSidePx(native) >= calmSidePx;
  return { logit: generated, evidence: isCalmHeard ? evidence : llr(Math.max(0, evidence)) };
}
