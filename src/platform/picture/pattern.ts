/** Side of the probes' pattern. Some browsers leave small pictures alone when they add noise. */
export const SIDE_PX = 64;

/** Steep edges, soft slopes and every value: noise, rounding and colour management all show in it. */
export function patternBytes(): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(SIDE_PX * SIDE_PX * 4);
  for (let at = 0; at < rgba.length; at += 1) rgba[at] = at % 4 === 3 ? 255 : (at * 7 + (at >> 8) * 13) % 256;
  return rgba;
}

/** The pattern as a frame. Whoever asked closes it. */
export function patternFrame(): VideoFrame {
  return new VideoFrame(patternBytes(), {
    format: 'RGBA',
    codedWidth: SIDE_PX,
    codedHeight: SIDE_PX,
    timestamp: 0,
  });
}
