import type { Pixels } from '../../src/contracts/frame.ts';

/** A picture from a function of the pixel's middle, (x + ½, y + ½), to red, green and blue. */
export function draw(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Pixels {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rgba.set([...colour(x + 0.5, y + 0.5), 255], (y * width + x) * 4);
  }
  return { width, height, rgba };
}

/** Repeatable numbers from 0 up to 1 (linear congruential; Numerical Recipes' constants). */
export function createNoise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `picture` placed on a black canvas with its top left corner at (left, top). */
export function placeOn(picture: Pixels, width: number, height: number, left: number, top: number): Pixels {
  const canvas = draw(width, height, () => [0, 0, 0]);
  for (let y = 0; y < picture.height; y += 1) {
    const row = picture.rgba.subarray(y * picture.width * 4, (y + 1) * picture.width * 4);
    canvas.rgba.set(row, ((y + top) * width + left) * 4);
  }
  return canvas;
}
