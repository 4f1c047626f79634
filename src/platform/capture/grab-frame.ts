import type { SampledFrame } from '../../contracts/frame.ts';
import type { Failure, FailureCode } from '../../contracts/failure.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { presentedFrame } from './presented-frame.ts';
import { isReadable } from './readability.ts';

/** Longest side of a frame sent on, px: faces that count are large enough in it, and 4K would cost the page four times as much. */
const LONGEST_SIDE_PX = 1920;

const failed = (code: FailureCode, detail?: string): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, stage: 'sample', ...(detail === undefined ? {} : { detail }) },
});

/** How to shrink a picture to the largest that is sent; nothing when it is small enough. */
function shrink(widthPx: number, heightPx: number): ImageBitmapOptions {
  const scale = LONGEST_SIDE_PX / Math.max(widthPx, heightPx);
  if (scale >= 1) return {};
  return {
    resizeWidth: Math.round(widthPx * scale),
    resizeHeight: Math.round(heightPx * scale),
    resizeQuality: 'medium',
  };
}

/**
 * Takes the next frame that a video presents, straight from its element. The caller closes the picture.
 * Fails with `page.pixels-unreadable` when the page may not read it, `page.video-gone` when no frame comes.
 */
export async function grabFrame(
  video: HTMLVideoElement,
  isKnownReadable: boolean,
  signal: AbortSignal,
): Promise<Outcome<SampledFrame<ImageBitmap>>> {
  const mediaTimeMs = await presentedFrame(video, signal);
  if (mediaTimeMs === undefined || signal.aborted) return failed('page.video-gone', 'no frame was presented');
  try {
    const readable = isKnownReadable || isReadable(video);
    if (readable === undefined) return failed('page.video-gone', 'there is no picture yet');
    if (!readable) return failed('page.pixels-unreadable', 'its origin does not share it');
    const picture = await createImageBitmap(video, shrink(video.videoWidth, video.videoHeight));
    return { ok: true, value: { picture, mediaTimeMs, route: 'element' } };
  } catch (problem) {
    const name = problem instanceof DOMException ? problem.name : 'Error';
    if (name === 'SecurityError') return failed('page.pixels-unreadable', name);
    // No picture in the element just now; a media that really broke says so in `error`.
    return name === 'InvalidStateError' ? failed('page.video-gone', name) : failed('page.undecodable', name);
  }
}
