import { readFileSync } from 'node:fs';
import type { FacePoints, Point } from '../../src/contracts/face.ts';

type Pair = readonly [number, number];

/** One face as training's own code (Python, OpenCV, onnxruntime) finds, cuts and scores it. */
export interface ReferenceFace {
  readonly confidence: number;
  readonly box: readonly number[];
  readonly points: readonly Pair[];
  readonly cropPixels: readonly { readonly at: Pair; readonly rgb: readonly number[] }[];
  readonly quality: {
    readonly sidePx: number;
    readonly luma: number;
    readonly sharpness: number;
    readonly turn: number;
  };
  readonly gate: readonly string[];
  readonly logits: Pair;
  readonly evidence: number;
}

interface Reference {
  /** Version of the weights that gave the logits. */
  readonly model: string;
  readonly faces: readonly [ReferenceFace];
}

/**
 * Reads what `python -m second_look_training reference ../tests/detectors/astronaut.png --out ../tests/detectors`
 * (in `training/`) wrote. Run that again after new weights.
 */
export function readReference(path: string): Reference {
  return JSON.parse(readFileSync(path, 'utf8')) as Reference;
}

/** The points by name. */
export function pointsOf({ points }: ReferenceFace): FacePoints {
  const at = (index: number): Point => ({ x: points[index]?.[0] ?? NaN, y: points[index]?.[1] ?? NaN });
  return { rightEye: at(0), leftEye: at(1), nose: at(2), mouth: at(3), rightEar: at(4), leftEar: at(5) };
}
