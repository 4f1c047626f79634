import type { SampledFrame } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';

/** An opened video or still. Whoever opened it closes it. */
export interface MediaReader {
  /** 0 for a still. */
  readonly durationMs: number;
  /** Size as shown, after rotation. */
  readonly widthPx: number;
  readonly heightPx: number;
  /**
   * The frame shown at that time, or the first or last one outside the media, upright. `mediaTimeMs` of the frame is
   * its own start. Fails with `page.undecodable`, or `page.media-refused` when the server stopped answering.
   */
  readonly frameAt: (mediaTimeMs: number) => Promise<Outcome<SampledFrame<ImageBitmap>>>;
  readonly close: () => void;
}
