/** Orientation of a frame (WebCodecs, 2025), which TypeScript's library does not know yet. */
interface VideoFrame {
  /** Degrees clockwise by which it is shown turned. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Whether it is then shown mirrored. */
  readonly flip: boolean;
}
