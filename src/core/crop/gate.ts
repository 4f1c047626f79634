import type { FaceCrop, FacePoints, GateReason } from '../../contracts/face.ts';
import { turnOf } from './align.ts';

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

/** What the gate objects to, from pixels and points alone; empty when the face is good enough. */
export function gateReasons(crop: FaceCrop, points: FacePoints, limits: GateLimits): GateReason[] {
  const luma = lumaOf(crop.rgb);
  const brightness = mean(luma);
  const reasons: [GateReason, boolean][] = [
    ['too-small', crop.nativeSidePx < limits.minJudgeSidePx],
    ['too-blurred', sharpness(luma, crop.sidePx) < limits.minSharpness],
    ['too-dark', brightness < limits.minLuma],
    ['too-bright', brightness > limits.maxLuma],
    ['turned-away', turnOf(points) > limits.maxTurn],
  ];
  return reasons.filter(([, objects]) => objects).map(([reason]) => reason);
}

/** Luma 0 to 255 of interleaved RGB (ITU-R BT.601). */
export function lumaOf(rgb: Float32Array): Float32Array {
  return Float32Array.from(
    { length: rgb.length / 3 },
    (_, at) => 0.299 * (rgb[at * 3] ?? 0) + 0.587 * (rgb[at * 3 + 1] ?? 0) + 0.114 * (rgb[at * 3 + 2] ?? 0),
  );
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
