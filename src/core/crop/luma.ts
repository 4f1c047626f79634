/** Luma 0 to 255 of interleaved RGB (ITU-R BT.601). */
export function lumaOf(rgb: Float32Array): Float32Array {
  return Float32Array.from(
    { length: rgb.length / 3 },
    (_, at) => 0.299 * (rgb[at * 3] ?? 0) + 0.587 * (rgb[at * 3 + 1] ?? 0) + 0.114 * (rgb[at * 3 + 2] ?? 0),
  );
}
