import { closePicture, lend, type PicturePlanes } from './picture.ts';

/** Pictures of these layouts and sizes can be halved: every plane's rows are whole words, and come in pairs. */
export function canHalve({ format, width, height }: Pick<PicturePlanes, 'format' | 'width' | 'height'>): boolean {
  return (format === 'I420' || format === 'NV12') && width % 8 === 0 && height % 4 === 0;
}

/**
 * A picture that `canHalve` at half its width and height: each byte the mean of four, halves rounded up. Closes the larger.
 * A row is read four bytes at a time (little-endian, as in `core/crop/words.ts`).
 */
export function halfOf(planes: PicturePlanes): PicturePlanes {
  const { format, width, height, colorSpace } = planes;
  const half = lend({ format, width: width / 2, height: height / 2, colorSpace });
  const words = new Int32Array(planes.bytes);
  const halved = new Uint8Array(half.bytes);
  const luma = (width * height) / 4;
  halvePlane(words.subarray(0, luma), width / 4, halved.subarray(0, luma), halveAlike);
  const [colour, halvedColour] = [words.subarray(luma), halved.subarray(luma)];
  // In I420 one colour plane follows the other, rows of half the width; in NV12 their bytes take turns.
  if (format === 'I420') halvePlane(colour, width / 8, halvedColour, halveAlike);
  else halvePlane(colour, width / 4, halvedColour, halveByTurns);
  closePicture(planes);
  return half;
}

type HalveRows = (upper: Int32Array, lower: Int32Array, halved: Uint8Array) => void;

function halvePlane(words: Int32Array, wordsARow: number, halved: Uint8Array, halveRows: HalveRows): void {
  for (let row = 0, out = 0; row < words.length; row += 2 * wordsARow, out += 2 * wordsARow) {
    const next = row + wordsARow;
    const [upper, lower] = [words.subarray(row, next), words.subarray(next, next + wordsARow)];
    halveRows(upper, lower, halved.subarray(out, out + 2 * wordsARow));
  }
}

/** The first two bytes of a word are neighbours, and the last two: both sums are made at once, 16 bits apart. */
const halveAlike: HalveRows = (upper, lower, halved) => {
  for (let at = 0; at < upper.length; at += 1) {
    const [a, b] = [upper[at] ?? 0, lower[at] ?? 0];
    const sums = (a & 0xff00ff) + ((a >>> 8) & 0xff00ff) + (b & 0xff00ff) + ((b >>> 8) & 0xff00ff) + 0x20002;
    halved[2 * at] = (sums & 0xffff) >> 2;
    halved[2 * at + 1] = sums >> 18;
  }
};

/** Bytes of two kinds take turns: the first and the third of a word are neighbours, and the second and the fourth. */
const halveByTurns: HalveRows = (upper, lower, halved) => {
  for (let at = 0; at < upper.length; at += 1) {
    const [a, b] = [upper[at] ?? 0, lower[at] ?? 0];
    const first = (a & 0xff00ff) + (b & 0xff00ff);
    const second = ((a >>> 8) & 0xff00ff) + ((b >>> 8) & 0xff00ff);
    halved[2 * at] = ((first & 0xffff) + (first >> 16) + 2) >> 2;
    halved[2 * at + 1] = ((second & 0xffff) + (second >> 16) + 2) >> 2;
  }
};
