import type { FaceCrop, FacePoints } from '../../contracts/face.ts';
import type { Pixels } from '../../contracts/frame.ts';
import { faceSquare, type Square } from './align.ts';
import { blueOf, greenOf, redOf, wordsOf } from './words.ts';

/** Side of the aligned crop: what the gate measures and every detector of aligned faces sees, pixels. */
export const ALIGNED_SIDE_PX = 224;

/** Most samples an output pixel takes along one side. */
export const MOST_SAMPLES = 8;

/** Samples an output pixel takes along a side of so many frame pixels, so that shrinking averages instead of skipping. */
export function samplesPerSide(scale: number): number {
  return Math.min(MOST_SAMPLES, Math.max(1, Math.ceil(scale)));
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
export function cutSquare({ width, height, rgba }: Pixels, square: Square, outPx: number): Float32Array {
  const n = samplesPerSide(square.side / outPx);
  const rgb = new Float32Array(outPx * outPx * 3);
  const along = Float64Array.from({ length: outPx * n }, (_, k) => ((k + 0.5) / (outPx * n) - 0.5) * square.side);
  const { centre, cos, sin } = square;
  const words = wordsOf(rgba);
  // One long loop body: this is one of the two innermost loops of a check outside the networks.
  for (let v = 0, out = 0; v < outPx; v += 1) {
    for (let u = 0; u < outPx; u += 1, out += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let j = v * n; j < (v + 1) * n; j += 1) {
        const down = along[j] ?? 0;
        for (let i = u * n; i < (u + 1) * n; i += 1) {
          const right = along[i] ?? 0;
          const x = clamp(centre.x + right * cos - down * sin - 0.5, width - 1);
          const y = clamp(centre.y + right * sin + down * cos - 0.5, height - 1);
          // Not negative, so the same as `Math.floor`, and a third of the time less.
          const x0 = x | 0;
          const y0 = y | 0;
          const fx = x - x0;
          const fy = y - y0;
          const at = y0 * width + x0;
          const beside = x0 + 1 < width ? 1 : 0;
          const below = y0 + 1 < height ? width : 0;
          const a = (1 - fx) * (1 - fy);
          const b = fx * (1 - fy);
          const c = (1 - fx) * fy;
          const d = fx * fy;
          const p = words[at] ?? 0;
          const q = words[at + beside] ?? 0;
          const r = words[at + below] ?? 0;
          const s = words[at + below + beside] ?? 0;
          red += redOf(p) * a + redOf(q) * b + redOf(r) * c + redOf(s) * d;
          green += greenOf(p) * a + greenOf(q) * b + greenOf(r) * c + greenOf(s) * d;
          blue += blueOf(p) * a + blueOf(q) * b + blueOf(r) * c + blueOf(s) * d;
        }
      }
      rgb[out] = red / (n * n);
      rgb[out + 1] = green / (n * n);
      rgb[out + 2] = blue / (n * n);
    }
  }
  return rgb;
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
