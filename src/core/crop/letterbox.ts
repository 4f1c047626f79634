import type { Point } from '../../contracts/face.ts';
import type { Pixels } from '../../contracts/frame.ts';
import { samplesPerSide } from './cut.ts';
import { blueOf, greenOf, redOf, wordsOf } from './words.ts';

/** An upright rectangle of a frame and the pixels that it becomes; may reach outside the frame. */
export interface View {
  /** In the frame's pixels. */
  readonly centre: Point;
  /** Pixels of the frame along a side of one output pixel. */
  readonly scale: number;
  /** Output pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where the view's top left corner lies in the frame. */
export function cornerOf({ centre, scale, widthPx, heightPx }: View): Point {
  return { x: centre.x - (widthPx * scale) / 2, y: centre.y - (heightPx * scale) / 2 };
}

/**
 * The source pixels that each output pixel averages along one axis: `weights[out * width + k]` belongs to pixel
 * `first[out] + k`. Flat, because this is the innermost of a check's loops outside the networks.
 */
interface Taps {
  readonly width: number;
  /** Output pixels outside this range see nothing of the frame. */
  readonly from: number;
  readonly to: number;
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

/**
 * Interleaved RGB, 0 to 255, of a view; black outside the frame. The sampling rule of `cut.ts`; since the view is
 * upright, its mean of bilinear samples falls apart into columns and rows, which is several times faster.
 */
export function letterbox(pixels: Pixels, view: View): Float32Array {
  const { width, height } = pixels;
  const corner = cornerOf(view);
  const columns = tapsAlong(corner.x, view.scale, view.widthPx, width);
  const rows = tapsAlong(corner.y, view.scale, view.heightPx, height);
  const words = wordsOf(pixels.rgba);
  const rgb = new Float32Array(view.widthPx * view.heightPx * 3);
  const row = new Float64Array(width * 3);
  for (let out = rows.from; out < rows.to; out += 1) {
    flatten(words, width, rows, out, columns, row);
    narrow(row, columns, rgb, out * view.widthPx * 3);
  }
  return rgb;
}

/** The rows of the frame that an output row averages, as one row, where the columns see it. */
function flatten(words: Uint32Array, width: number, rows: Taps, out: number, columns: Taps, row: Float64Array): void {
  const top = (rows.first[out] ?? 0) * width;
  const end = (columns.first[columns.to - 1] ?? 0) + columns.width;
  for (let x = columns.first[columns.from] ?? end, to = x * 3; x < end; x += 1, to += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let k = 0, tap = out * rows.width, at = top + x; k < rows.width; k += 1, tap += 1, at += width) {
      const weight = rows.weights[tap] ?? 0;
      const word = words[at] ?? 0;
      red += weight * redOf(word);
      green += weight * greenOf(word);
      blue += weight * blueOf(word);
    }
    row[to] = red;
    row[to + 1] = green;
    row[to + 2] = blue;
  }
}

/** A row of the frame at its output width, to `rgb` from `start` on. */
function narrow(row: Float64Array, columns: Taps, rgb: Float32Array, start: number): void {
  const { width: taps, from, to: end, first, weights } = columns;
  for (let out = from, tap = from * taps, to = start + from * 3; out < end; out += 1, to += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let k = 0, at = (first[out] ?? 0) * 3; k < taps; k += 1, tap += 1, at += 3) {
      const weight = weights[tap] ?? 0;
      red += weight * (row[at] ?? 0);
      green += weight * (row[at + 1] ?? 0);
      blue += weight * (row[at + 2] ?? 0);
    }
    rgb[to] = red;
    rgb[to + 1] = green;
    rgb[to + 2] = blue;
  }
}

/** Taps of every output pixel. Pixels outside 0 … `length` are black and get no weight. */
function tapsAlong(start: number, scale: number, outPx: number, length: number): Taps {
  const n = samplesPerSide(scale);
  const positionOf = (sample: number): number => start + ((sample + 0.5) / n) * scale - 0.5;
  // From the pixel left of the first sample to the one right of the last, where it is not on a pixel itself.
  const spanOf = (out: number): number => Math.ceil(positionOf(out * n + n - 1)) - Math.floor(positionOf(out * n)) + 1;
  const width = Math.min(length, Math.max(...Array.from({ length: outPx }, (_, out) => spanOf(out))));
  const first = new Int32Array(outPx);
  const weights = new Float64Array(outPx * width);
  for (let out = 0; out < outPx; out += 1) {
    const from = Math.min(length - width, Math.max(0, Math.floor(positionOf(out * n))));
    first[out] = from;
    for (let sample = out * n; sample < (out + 1) * n; sample += 1) {
      const at = positionOf(sample);
      const left = Math.floor(at);
      for (const [pixel, weight] of [
        [left, (1 - (at - left)) / n],
        [left + 1, (at - left) / n],
      ] as const) {
        if (weight === 0 || pixel < 0 || pixel >= length) continue;
        const tap = out * width + pixel - from;
        weights[tap] = (weights[tap] ?? 0) + weight;
      }
    }
  }
  const sees = (out: number): boolean => weights.subarray(out * width, (out + 1) * width).some((weight) => weight > 0);
  let [from, to] = [0, outPx];
  while (from < to && !sees(from)) from += 1;
  while (to > from && !sees(to - 1)) to -= 1;
  return { width, from, to, first, weights };
}
