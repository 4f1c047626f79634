import type { FaceCrop, FacePoints } from '../../contracts/face.ts';
import type { Pixels } from '../../contracts/frame.ts';
import { faceSquare, type Square } from './align.ts';

/** Side of the aligned crop: what the gate measures and every detector of aligned faces sees, pixels. */
export const ALIGNED_SIDE_PX = 224;

/** Most samples an output pixel takes along one side. */
export const MOST_SAMPLES = 8;

/** Samples an output pixel takes along one side, so that shrinking averages instead of skipping. */
export function samplesPerSide(sidePx: number, outPx: number): number {
  return Math.min(MOST_SAMPLES, Math.max(1, Math.ceil(sidePx / outPx)));
}

/** The aligned crop of a face. */
export function cutFace(pixels: Pixels, points: FacePoints): FaceCrop {
  return { sidePx: ALIGNED_SIDE_PX, rgb: cutSquare(pixels, faceSquare(points), ALIGNED_SIDE_PX) };
}

/**
 * Interleaved RGB, 0 to 255, of a turned square; edge pixels are repeated outside the frame.
 *
 * One sampling rule, the same in training (`training/second_look_training/sampling.py`): output pixel (u, v) is the
 * mean of n×n bilinear samples at u + (i + ½)/n, v + (j + ½)/n; frame pixel (x, y) is centred on (x + ½, y + ½).
 */
export function cutSquare(pixels: Pixels, square: Square, outPx: number): Float32Array {
  const n = samplesPerSide(square.side, outPx);
  const rgb = new Float32Array(outPx * outPx * 3);
  const along = Float64Array.from({ length: outPx * n }, (_, k) => ((k + 0.5) / (outPx * n) - 0.5) * square.side);
  const sum = new Float64Array(3);
  for (let v = 0, at = 0; v < outPx; v += 1) {
    for (let u = 0; u < outPx; u += 1, at += 3) {
      sum.fill(0);
      for (let j = v * n; j < (v + 1) * n; j += 1) {
        for (let i = u * n; i < (u + 1) * n; i += 1) addSample(pixels, square, along[i] ?? 0, along[j] ?? 0, sum);
      }
      for (let channel = 0; channel < 3; channel += 1) rgb[at + channel] = (sum[channel] ?? 0) / (n * n);
    }
  }
  return rgb;
}

/** Adds the bilinear sample at (right, down) from the square's centre, along the square's own axes. */
function addSample(pixels: Pixels, square: Square, right: number, down: number, sum: Float64Array): void {
  const { width, height, rgba } = pixels;
  const x = clamp(square.centre.x + right * square.cos - down * square.sin - 0.5, width - 1);
  const y = clamp(square.centre.y + right * square.sin + down * square.cos - 0.5, height - 1);
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const topLeft = (y0 * width + x0) * 4;
  const toRight = x0 + 1 < width ? 4 : 0;
  const toBelow = y0 + 1 < height ? width * 4 : 0;
  for (let channel = 0; channel < 3; channel += 1) {
    const at = topLeft + channel;
    const top = (rgba[at] ?? 0) * (1 - fx) + (rgba[at + toRight] ?? 0) * fx;
    const bottom = (rgba[at + toBelow] ?? 0) * (1 - fx) + (rgba[at + toBelow + toRight] ?? 0) * fx;
    sum[channel] = (sum[channel] ?? 0) + top * (1 - fy) + bottom * fy;
  }
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
