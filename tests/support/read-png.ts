import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { Pixels } from '../../src/contracts/frame.ts';

const SIGNATURE_BYTES = 8;

/** Reads an 8-bit RGB PNG without interlacing, which is what the committed pictures are. Throws on any other kind. */
export function readPng(path: string): Pixels {
  const file = readFileSync(path);
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const [depth, colour, , , interlaced] = file.subarray(24, 29);
  if (depth !== 8 || colour !== 2 || interlaced !== 0) throw new Error(`${path} must be plain 8-bit RGB`);
  const packed: Buffer[] = [];
  for (let at = SIGNATURE_BYTES; at < file.length; at += file.readUInt32BE(at) + 12) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
      packed.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
    }
  }
  return { width, height, rgba: unfilter(inflateSync(Buffer.concat(packed)), width, height) };
}

function unfilter(lines: Buffer, width: number, height: number): Uint8ClampedArray {
  const stride = width * 3;
  const rgb = new Uint8Array(stride * height);
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= 3 ? (rgb[at - 3] ?? 0) : 0;
      const above = y > 0 ? (rgb[at - stride] ?? 0) : 0;
      const corner = x >= 3 && y > 0 ? (rgb[at - stride - 3] ?? 0) : 0;
      const value = (lines[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner);
      rgb[at] = value;
      rgba[Math.floor(at / 3) * 4 + (at % 3)] = value & 255;
    }
  }
  return rgba;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return Math.floor((left + above) / 2);
  if (filter !== 4) return 0;
  const guess = left + above - corner;
  const [nearLeft, nearAbove, nearCorner] = [left, above, corner].map((one) => Math.abs(guess - one));
  if (nearLeft === undefined || nearAbove === undefined || nearCorner === undefined) return 0;
  if (nearLeft <= nearAbove && nearLeft <= nearCorner) return left;
  return nearAbove <= nearCorner ? above : corner;
}
