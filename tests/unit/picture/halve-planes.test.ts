import { describe, expect, it } from 'vitest';
import { canHalve, halfOf } from '../../../src/platform/picture/halve-planes.ts';
import { planesSize, type PicturePlanes } from '../../../src/platform/picture/picture.ts';

const colorSpace = { matrix: 'bt709', fullRange: false } as const;

/** Of every value, none like its neighbours. */
function pictureOf(format: 'I420' | 'NV12', width: number, height: number): PicturePlanes {
  const bytes = Uint8Array.from(
    { length: planesSize(format, width, height) },
    (_, at) => (at * at * 31 + at * 7) % 256,
  );
  return { format, width, height, colorSpace, bytes: bytes.buffer };
}

/** One plane halved the plain way: `channels` values a place, the mean of four places. */
function plainHalf(plane: Uint8Array, width: number, height: number, channels: number): number[] {
  const at = (x: number, y: number, channel: number): number => plane[(y * width + x) * channels + channel] ?? NaN;
  return Array.from({ length: (width / 2) * (height / 2) * channels }, (_, index) => {
    const channel = index % channels;
    const place = Math.floor(index / channels);
    const [x, y] = [2 * (place % (width / 2)), 2 * Math.floor(place / (width / 2))];
    const sum = at(x, y, channel) + at(x + 1, y, channel) + at(x, y + 1, channel) + at(x + 1, y + 1, channel);
    return Math.floor((sum + 2) / 4);
  });
}

describe('halfOf', () => {
  it.each(['I420', 'NV12'] as const)('takes the mean of four of each plane of %s', (format) => {
    const [width, height] = [48, 20];
    const picture = pictureOf(format, width, height);
    const bytes = new Uint8Array(picture.bytes);
    const luma = plainHalf(bytes.subarray(0, width * height), width, height, 1);
    const [first, second] = [
      bytes.subarray(width * height, width * height * 1.25),
      bytes.subarray(width * height * 1.25),
    ];
    const colour =
      format === 'I420'
        ? [first, second].flatMap((plane) => plainHalf(plane, width / 2, height / 2, 1))
        : plainHalf(bytes.subarray(width * height), width / 2, height / 2, 2);
    const half = halfOf(picture);
    expect(half).toMatchObject({ format, width: 24, height: 10, colorSpace });
    expect([...new Uint8Array(half.bytes)]).toEqual([...luma, ...colour]);
  });

  it('keeps black and white as they are', () => {
    for (const value of [0, 255]) {
      const picture = pictureOf('NV12', 16, 8);
      new Uint8Array(picture.bytes).fill(value);
      expect(new Set(new Uint8Array(halfOf(picture).bytes))).toEqual(new Set([value]));
    }
  });
});

describe('canHalve', () => {
  it.each([
    ['a 4K frame', 'I420', 3840, 2160, true],
    ['one of graphics hardware', 'NV12', 4096, 2160, true],
    ['rows that are no whole words', 'I420', 3844, 2160, false],
    ['rows of colour without a pair', 'I420', 3840, 2162, false],
    ['RGB', 'RGBA', 3840, 2160, false],
  ] as const)('%s', (_claim, format, width, height, expected) => {
    expect(canHalve({ format, width, height })).toBe(expected);
  });
});
