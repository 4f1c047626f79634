/** How a frame's pixels were had. */
export type PixelRoute =
  /** Straight from the page's own video element. */
  | 'element'
  /** The same media, read again by the extension, because the page may not read it. */
  | 're-read'
  /** Cut from a picture of the visible tab. */
  | 'visible-tab'
  /** A file that the person chose. */
  | 'file';

/** 8-bit RGBA pixels, rows from the top, no padding: `rgba.length === width * height * 4`. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** One picture of a video at its native resolution. `Picture` is the platform's handle; whoever holds it closes it. */
export interface SampledFrame<Picture> {
  readonly picture: Picture;
  /** Player position of the frame, milliseconds from the start of the media; 0 for a still. */
  readonly mediaTimeMs: number;
  readonly route: PixelRoute;
  /** False when it was resampled on its way: fine traces are gone then, and nothing may be concluded from them. */
  readonly isNative: boolean;
}

/** A picture at a glance: mean luma of patches, 0 to 255, always in the same order. */
export type Glance = readonly number[];
