import type { Point } from '../../contracts/face.ts';
import type { Pixels } from '../../contracts/frame.ts';
import { samplesPerSide } from './cut.ts';

/** An upright square of a frame, in the frame's pixels; may reach outside it. */
export interface UprightSquare {
  readonly centre: Point;
  readonly side: number;
}

/** The source pixels that one output pixel averages along one axis: `weights[k]` belongs to pixel `first + k`. */
interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * Interleaved RGB, 0 to 255, of an upright square; black outside the frame. The sampling rule of `cut.ts`; since the
 * square is upright, its mean of bilinear samples falls apart into rows and columns, which is several times faster.
 */
export function letterbox(pixels: Pixels, square: UprightSquare, outPx: number): Float32Array {
  const columns = tapsAlong(square.centre.x - square.side / 2, square.side, outPx, pixels.width);
  const rows = tapsAlong(square.centre.y - square.side / 2, square.side, outPx, pixels.height);
  const firstRow = Math.min(...rows.map(({ first }) => first));
  const endRow = Math.max(...rows.map(({ first, weights }) => first + weights.length));
  const narrowed = narrow(pixels, columns, firstRow, Math.max(firstRow, endRow));
  const rgb = new Float32Array(outPx * outPx * 3);
  const stride = outPx * 3;
  rows.forEach(({ first, weights }, v) => {
    weights.forEach((weight, k) => {
      const from = (first + k - firstRow) * stride;
      for (let at = 0; at < stride; at += 1) {
        const to = v * stride + at;
        rgb[to] = (rgb[to] ?? 0) + weight * (narrowed[from + at] ?? 0);
      }
    });
  });
  return rgb;
}

/** Every row from `firstRow` up to `endRow`, already brought to its output width. */
function narrow({ width, rgba }: Pixels, columns: readonly Taps[], firstRow: number, endRow: number): Float32Array {
  const narrowed = new Float32Array((endRow - firstRow) * columns.length * 3);
  let to = 0;
  for (let row = firstRow; row < endRow; row += 1) {
    for (const { first, weights } of columns) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let from = (row * width + first) * 4;
      for (const weight of weights) {
        red += weight * (rgba[from] ?? 0);
        green += weight * (rgba[from + 1] ?? 0);
        blue += weight * (rgba[from + 2] ?? 0);
        from += 4;
      }
      narrowed[to] = red;
      narrowed[to + 1] = green;
      narrowed[to + 2] = blue;
      to += 3;
    }
  }
  return narrowed;
}

/** One entry an output pixel. Pixels outside 0 … `length` are black and get no weight. */
function tapsAlong(start: number, side: number, outPx: number, length: number): Taps[] {
  const n = samplesPerSide(side, outPx);
  return Array.from({ length: outPx }, (_, out) => {
    const first = Math.max(0, Math.floor(start + ((out * n + 0.5) / (outPx * n)) * side - 0.5));
    const weights: number[] = [];
    for (let sample = out * n; sample < (out + 1) * n; sample += 1) {
      const at = start + ((sample + 0.5) / (outPx * n)) * side - 0.5;
      const left = Math.floor(at);
      addWeight(left, (1 - (at - left)) / n);
      addWeight(left + 1, (at - left) / n);
    }
    return { first: Math.min(first, length), weights };

    function addWeight(pixel: number, weight: number): void {
      if (pixel < 0 || pixel >= length) return;
      while (weights.length <= pixel - first) weights.push(0);
      weights[pixel - first] = (weights[pixel - first] ?? 0) + weight;
    }
  });
}
