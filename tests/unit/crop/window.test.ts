import { describe, expect, it } from 'vitest';
import { cutWindow, MOST_WINDOW_PX, windowBox } from '../../../src/core/crop/window.ts';
import { faceAt } from '../../support/findings.ts';
import { draw } from '../../support/pictures.ts';

/** Points of a face whose crop's square has this side and its centre at (x, y). */
function pointsAt(x: number, y: number, squareSide: number) {
  const side = squareSide / 2.6 / 0.4;
  return faceAt(x, y - 0.05 * side, side).points;
}

describe('the native window', () => {
  it.each([
    ['in the middle of the frame', 300, 200, 100.5, { x: 250, y: 150, width: 100, height: 100 }],
    [
      'of an odd size between pixels: the middle rounds upwards',
      300,
      200,
      101.5,
      { x: 250, y: 150, width: 101, height: 101 },
    ],
    ['of a close-up: only its middle', 300, 200, 390.5, { x: 220, y: 120, width: 160, height: 160 }],
    ['at the top left edge', 10, 5, 100.5, { x: 0, y: 0, width: 100, height: 100 }],
    ['at the bottom right edge', 635, 399, 100.5, { x: 540, y: 300, width: 100, height: 100 }],
    ['outside the frame', 900, -300, 100.5, { x: 540, y: 0, width: 100, height: 100 }],
    ['of a face without extent', 300, 200, 0, { x: 300, y: 200, width: 0, height: 0 }],
  ])('%s', (_, x, y, side, box) => {
    expect(windowBox(pointsAt(x, y, side), 640, 400)).toEqual(box);
  });

  it('is no larger than the frame, each side for itself', () => {
    expect(windowBox(pointsAt(300, 40, 300.5), 640, 80)).toEqual({ x: 220, y: 0, width: MOST_WINDOW_PX, height: 80 });
    expect(windowBox(pointsAt(20, 20, 300.5), 41, 31)).toEqual({ x: 0, y: 0, width: 41, height: 31 });
  });

  it('has the frame’s own pixels, none blended with its neighbour', () => {
    const frame = draw(64, 48, (x, y) => [Math.floor(x), Math.floor(y), Math.floor(x + y) % 2 === 0 ? 255 : 0]);
    const { widthPx, heightPx, rgb } = cutWindow(frame, pointsAt(50, 20, 29.5));
    expect([widthPx, heightPx]).toEqual([29, 29]);
    const expected = Array.from({ length: 29 * 29 }, (__, at) => {
      const [x, y] = [35 + (at % 29), 6 + Math.floor(at / 29)];
      return [x, y, (x + y) % 2 === 0 ? 0 : 255];
    });
    expect([...rgb]).toEqual(expected.flat());
  });

  it('of a face without extent has no pixels', () => {
    expect(
      cutWindow(
        draw(8, 8, () => [1, 2, 3]),
        pointsAt(4, 4, 0),
      ),
    ).toEqual({
      widthPx: 0,
      heightPx: 0,
      rgb: new Float32Array(0),
    });
  });
});
