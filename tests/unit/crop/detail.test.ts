import { describe, expect, it } from 'vitest';
import type { FaceWindow } from '../../../src/contracts/face.ts';
import { detailOf } from '../../../src/core/crop/detail.ts';
import { createNoise } from '../../support/pictures.ts';

function greyWindow(widthPx: number, heightPx: number, level: (x: number, y: number) => number): FaceWindow {
  const rgb = new Float32Array(widthPx * heightPx * 3);
  for (let at = 0; at < widthPx * heightPx; at += 1) {
    rgb.fill(level(at % widthPx, Math.floor(at / widthPx)), at * 3, at * 3 + 3);
  }
  return { widthPx, heightPx, rgb };
}

const [WIDTH, HEIGHT] = [60, 40];
const next = createNoise(2);
const grain = Float32Array.from({ length: WIDTH * HEIGHT }, () => 255 * next());
const grainAt = (x: number, y: number): number => grain[y * WIDTH + x] ?? NaN;

describe('detail', () => {
  it('a flat picture has none, and neither has a slope', () => {
    expect(detailOf(greyWindow(20, 10, () => 130))).toBe(0);
    expect(detailOf(greyWindow(20, 10, (x, y) => 4 * x + 2 * y))).toBeCloseTo(0, 4);
  });

  it('rows and columns are counted together: a picture of 4 × 3 by hand', () => {
    const levels = [0, 10, 10, 40, 0, 0, 0, 0, 0, 0, 0, 0];
    // First differences: rows 10 + 0 + 30, columns 10 + 10 + 40, of 9 + 8. Second: rows 10 + 30, columns 10 + 10 + 40,
    // of 6 + 4.
    expect(detailOf(greyWindow(4, 3, (x, y) => levels[y * 4 + x] ?? NaN))).toBeCloseTo(100 / 10 / (100 / 17), 5);
  });

  it('white noise has the most, its enlarged copy the least', () => {
    const noise = detailOf(greyWindow(WIDTH, HEIGHT, grainAt));
    const blurred = detailOf(
      greyWindow(WIDTH - 2, HEIGHT, (x, y) => (grainAt(x, y) + grainAt(x + 1, y) + grainAt(x + 2, y)) / 3),
    );
    const between = (at: number, most: number): [number, number] => [Math.min(Math.floor(at / 4), most), (at % 4) / 4];
    const enlarged = detailOf(
      greyWindow(WIDTH, HEIGHT, (x, y) => {
        const [x0, fx] = between(x, WIDTH / 4 - 1);
        const [y0, fy] = between(y, HEIGHT / 4 - 1);
        const top = grainAt(x0, y0) * (1 - fx) + grainAt(x0 + 1, y0) * fx;
        const bottom = grainAt(x0, y0 + 1) * (1 - fx) + grainAt(x0 + 1, y0 + 1) * fx;
        return top * (1 - fy) + bottom * fy;
      }),
    );
    expect(noise).toBeGreaterThan(1.6);
    expect(noise).toBeLessThan(1.9);
    expect(blurred).toBeLessThan(noise);
    expect(enlarged).toBeLessThan(0.5);
  });

  it.each([
    [0, 0],
    [1, 1],
    [1, 2],
    [2, 2],
  ])('a picture of %s × %s is too small for any', (width, height) => {
    expect(detailOf(greyWindow(width, height, (x, y) => 100 * x + 50 * y))).toBe(0);
  });
});
