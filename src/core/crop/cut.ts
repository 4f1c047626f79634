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
export function cutSquare({ width, height, rgba }: Pixels, square: Square, outPx: number): Float32Array {
  const n = samplesPerSide(square.side, outPx);
  const rgb = new Float32Array(outPx * outPx * 3);
  const along = Float64Array.from({ length: outPx * n }, (_, k) => ((k + 0.5) / (outPx * n) - 0.5) * square.side);
  const { centre, cos, sin } = square;
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
          const x0 = Math.floor(x);
          const y0 = Math.floor(y);
          const [fx, fy] = [x - x0, y - y0];
          const topLeft = (y0 * width + x0) * 4;
          const topRight = x0 + 1 < width ? topLeft + 4 : topLeft;
          const below = y0 + 1 < height ? width * 4 : 0;
          const [a, b, c, d] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
          red += bilinear(rgba, topLeft, topRight, below, a, b, c, d);
          green += bilinear(rgba, topLeft + 1, topRight + 1, below, a, b, c, d);
          blue += bilinear(rgba, topLeft + 2, topRight + 2, below, a, b, c, d);
        }
      }
      rgb[out] = red / (n * n);
      rgb[out + 1] = green / (n * n);
      rgb[out + 2] = blue / (n * n);
    }
  }
  return rgb;
}

function bilinear(
  rgba: Uint8ClampedArray,
  left: number,
  right: number,
  below: number,
  a: number,
  b: number,
  c: number,
  d: number,
): number {
  return (
    (rgba[left] ?? 0) * a + (rgba[right] ?? 0) * b + (rgba[left + below] ?? 0) * c + (rgba[right + below] ?? 0) * d
  );
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
