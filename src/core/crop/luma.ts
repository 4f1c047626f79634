/** Luma 0 to 255 of interleaved RGB (ITU-R BT.601). */
export function lumaOf(rgb: Float32Array): Float32Array {
  const luma = new Float32Array(rgb.length / 3);
  for (let at = 0, from = 0; at < luma.length; at += 1, from += 3) {
    luma[at] = 0.299 * (rgb[from] ?? 0) + 0.587 * (rgb[from + 1] ?? 0) + 0.114 * (rgb[from + 2] ?? 0);
  }
  return luma;
}
