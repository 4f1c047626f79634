import { readFileSync } from 'node:fs';
import type { FacePoints, Point } from '../../src/contracts/face.ts';

/** Why a known score may have changed. */
export const RENEW = 'new weights: renew tests/detectors/{astronaut,admiral}.json as tests/detectors/reference.ts says';

type Pair = readonly [number, number];

/** One face as training's own code (Python, OpenCV, onnxruntime) finds, cuts and scores it. */
export interface ReferenceFace {
  readonly confidence: number;
  readonly box: readonly number[];
  readonly points: readonly Pair[];
  /** Of the aligned crop. */
  readonly cropPixels: readonly { readonly at: Pair; readonly rgb: readonly number[] }[];
  readonly quality: {
    readonly sidePx: number;
    readonly luma: number;
    readonly sharpness: number;
    readonly turn: number;
  };
  readonly gate: readonly string[];
  readonly nativeWindow: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Of the native window. */
  readonly detail: number;
  /** Of `blend-boundary`. */
  readonly logits: Pair;
  /** Of `synthesis-trace`; absent where it can see nothing. */
  readonly traceLogit?: number;
  readonly evidence: { readonly 'blend-boundary': number; readonly 'synthesis-trace'?: number };
  readonly fused: number;
}

interface Reference {
  /** Version of `blend-boundary`, which gave the logits. */
  readonly model: string;
  readonly faces: readonly [ReferenceFace];
}

/**
 * Reads what `python -m second_look_training reference ../tests/detectors/{astronaut,admiral}.png --out ../tests/detectors`
 * (in `training/`) wrote. Run that again after new weights. The astronaut's face is too small for `synthesis-trace`.
 */
export function readReference(path: string): Reference {
  return JSON.parse(readFileSync(path, 'utf8')) as Reference;
}

/** The points by name. */
export function pointsOf({ points }: ReferenceFace): FacePoints {
  const at = (index: number): Point => ({ x: points[index]?.[0] ?? NaN, y: points[index]?.[1] ?? NaN });
  return { rightEye: at(0), leftEye: at(1), nose: at(2), mouth: at(3), rightEar: at(4), leftEar: at(5) };
}
