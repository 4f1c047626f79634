/** Mean and spread of the three channels of Y'CbCr under a mask. */
interface ColourSpread {
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

type Triple = [number, number, number];

function toYcc(rgba: Uint8ClampedArray, at: number): Triple {
  const red = rgba[at] ?? 0;
  const green = rgba[at + 1] ?? 0;
  const blue = rgba[at + 2] ?? 0;
  const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
  return [luma, blue - luma, red - luma];
}

function spread(rgba: Uint8ClampedArray, mask: Uint8ClampedArray): ColourSpread {
  const sum: Triple = [0, 0, 0];
  const squares: Triple = [0, 0, 0];
  let weight = 0;
  for (const [pixel, cover] of mask.entries()) {
    if (cover < 128) continue;
    weight++;
    for (const [channel, value] of toYcc(rgba, pixel * 4).entries()) {
      sum[channel as 0 | 1 | 2] += value;
      squares[channel as 0 | 1 | 2] += value * value;
    }
  }
  const mean = sum.map((total) => total / weight) as Triple;
  const deviation = squares.map((total, at) => Math.sqrt(Math.max(1, total / weight - (mean[at] ?? 0) ** 2))) as Triple;
  return { mean, deviation };
}

/** Moves the colours of `donor` towards those of `target` under the mask, in place (Reinhard's transfer, in Y'CbCr). */
export function matchColours(
  donor: Uint8ClampedArray,
  target: Uint8ClampedArray,
  mask: Uint8ClampedArray,
  strength: number,
): void {
  const from = spread(donor, mask);
  const to = spread(target, mask);
  for (let at = 0; at < donor.length; at += 4) {
    const moved = toYcc(donor, at).map((value, channel) => {
      const wide = Math.min(1.5, (to.deviation[channel] ?? 1) / (from.deviation[channel] ?? 1));
      const matched = (value - (from.mean[channel] ?? 0)) * wide + (to.mean[channel] ?? 0);
      return value + (matched - value) * strength;
    });
    const [luma = 0, blueLess = 0, redLess = 0] = moved;
    const red = luma + redLess;
    const blue = luma + blueLess;
    donor[at] = red;
    donor[at + 1] = (luma - 0.299 * red - 0.114 * blue) / 0.587;
    donor[at + 2] = blue;
  }
}
