import type { SampledFrame } from '../../contracts/frame.ts';
import type { Failure, FailureCode } from '../../contracts/failure.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { plainFormat, planesOf, type Picture } from '../picture/picture.ts';
import { presentedFrame } from './presented-frame.ts';

/** Longest side of a frame sent on, px: faces that count are large enough in it, and 4K would cost the page four times as much. */
const LONGEST_SIDE_PX = 1920;

const failed = (code: FailureCode, detail?: string): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, stage: 'sample', ...(detail === undefined ? {} : { detail }) },
});

/** How to shrink a picture to the largest that is sent; undefined when it is small enough. */
function shrink(video: HTMLVideoElement): ImageBitmapOptions | undefined {
  const scale = LONGEST_SIDE_PX / Math.max(video.videoWidth, video.videoHeight);
  if (scale >= 1) return undefined;
  return {
    resizeWidth: Math.round(video.videoWidth * scale),
    resizeHeight: Math.round(video.videoHeight * scale),
    resizeQuality: 'medium',
  };
}

/** The decoder's planes where they say all, else the browser's own conversion. */
async function pictureOf(video: HTMLVideoElement): Promise<Pick<SampledFrame<Picture>, 'picture' | 'isNative'>> {
  // A reference to the decoder's picture, no copy. Refuses a cross-origin video without CORS.
  const frame = new VideoFrame(video);
  try {
    const smaller = shrink(video);
    if (smaller !== undefined) return { picture: await createImageBitmap(video, smaller), isNative: false };
    const format = plainFormat(frame);
    // Not from the frame: a bitmap of a frame is not turned the way the video is shown.
    if (format === undefined) return { picture: await createImageBitmap(video), isNative: true };
    return { picture: await planesOf(frame, format), isNative: true };
  } finally {
    frame.close();
  }
}

/**
 * Takes the next frame that a video presents, straight from its element. The caller closes the picture.
 * Fails with `page.pixels-unreadable` when the page may not read it, `page.video-gone` when no frame comes.
 */
export async function grabFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<Outcome<SampledFrame<Picture>>> {
  const mediaTimeMs = await presentedFrame(video, signal);
  if (mediaTimeMs === undefined || signal.aborted) return failed('page.video-gone', 'no frame was presented');
  try {
    const taken = await pictureOf(video);
    return { ok: true, value: { ...taken, mediaTimeMs, route: 'element' } };
  } catch (problem) {
    const name = problem instanceof DOMException ? problem.name : 'Error';
    if (name === 'SecurityError') return failed('page.pixels-unreadable', name);
    // No picture in the element just now; a media that really broke says so in `error`.
    return name === 'InvalidStateError' ? failed('page.video-gone', name) : failed('page.undecodable', name);
  }
}
