import type { FaceCrop, FacePoints, FaceQuality, GateReason } from '../../contracts/face.ts';
import { faceSquare, turnOf } from './align.ts';
import { lumaOf } from './luma.ts';

/** What a crop must be to count. Set by training, in `models/face-gate.json`. */
export interface GateLimits {
  /** Native crop side in frame pixels below which a face is not scored at all. */
  readonly minScoreSidePx: number;
  /** Native crop side below which a score does not count towards a verdict. */
  readonly minJudgeSidePx: number;
  /** Mean luma of the crop, 0 to 255. */
  readonly minLuma: number;
  readonly maxLuma: number;
  /** Variance of the luma's Laplacian. */
  readonly minSharpness: number;
  /** Nose offset along the eye line, in eye distances. */
  readonly maxTurn: number;
}

/** The quality of a face, from its aligned crop and its points in the frame. */
export function measureFace(crop: FaceCrop, points: FacePoints): FaceQuality {
  const luma = lumaOf(crop.rgb);
  return {
    nativeSidePx: faceSquare(points).side,
    luma: mean(luma),
    sharpness: sharpness(luma, crop.sidePx),
    turn: turnOf(points),
  };
}

/** What the gate objects to; empty when the face is good enough. */
export function gateReasons(quality: FaceQuality, limits: GateLimits): GateReason[] {
  const reasons: [GateReason, boolean][] = [
    ['too-small', quality.nativeSidePx < limits.minJudgeSidePx],
    ['too-blurred', quality.sharpness < limits.minSharpness],
    ['too-dark', quality.luma < limits.minLuma],
    ['too-bright', quality.luma > limits.maxLuma],
    ['turned-away', quality.turn > limits.maxTurn],
  ];
  return reasons.filter(([, objects]) => objects).map(([reason]) => reason);
}

/** Variance of the 3×3 Laplacian (4 neighbours, centre −4) inside the outermost ring. 0 for a flat picture. */
export function sharpness(luma: Float32Array, side: number): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < side - 1; y += 1) {
    for (let x = 1; x < side - 1; x += 1) {
      const at = y * side + x;
      const across = (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0);
      const upright = (luma[at - side] ?? 0) + (luma[at + side] ?? 0);
      const edge = across + upright - 4 * (luma[at] ?? 0);
      sum += edge;
      squares += edge * edge;
    }
  }
  const count = (side - 2) * (side - 2);
  return squares / count - (sum / count) ** 2;
}

const mean = (values: Float32Array): number => values.reduce((total, value) => total + value, 0) / values.length;
