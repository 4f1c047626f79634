import type { SampledFrame } from '../../contracts/frame.ts';
import type { Failure, FailureCode } from '../../contracts/failure.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { cleanWays, type CleanWays } from '../picture/pixel-probe.ts';
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

/**
 * The decoder's planes where they say all, else the browser's own conversion; undefined when this browser is honest
 * about neither.
 */
async function pictureOf(
  video: HTMLVideoElement,
  clean: CleanWays,
): Promise<Pick<SampledFrame<Picture>, 'picture' | 'isNative'> | undefined> {
  // A reference to the decoder's picture, no copy. Refuses a cross-origin video without CORS.
  const frame = new VideoFrame(video);
  try {
    const smaller = shrink(video);
    const format = smaller === undefined ? plainFormat(frame) : undefined;
    if (format !== undefined && clean.copying) return { picture: await planesOf(frame, format), isNative: true };
    if (!clean.drawing) return undefined;
    // Not from the frame: a bitmap of a frame is not turned the way the video is shown.
    return { picture: await createImageBitmap(video, smaller ?? {}), isNative: smaller === undefined };
  } finally {
    frame.close();
  }
}

/**
 * Takes the next frame that a video presents, straight from its element. The caller closes the picture.
 * Fails with `page.pixels-unreadable` when the page may not read it, `page.pixels-altered` when the browser changes what
 * it hands out, `page.video-gone` when no frame comes.
 */
export async function grabFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<Outcome<SampledFrame<Picture>>> {
  const clean = await cleanWays();
  const mediaTimeMs = await presentedFrame(video, signal);
  if (mediaTimeMs === undefined || signal.aborted) return failed('page.video-gone', 'no frame was presented');
  try {
    const taken = await pictureOf(video, clean);
    if (taken === undefined) return failed('page.pixels-altered', 'frames and canvases come back changed');
    return { ok: true, value: { ...taken, mediaTimeMs, route: 'element' } };
  } catch (problem) {
    const name = problem instanceof DOMException ? problem.name : 'Error';
    if (name === 'SecurityError') return failed('page.pixels-unreadable', name);
    // No picture in the element just now; a media that really broke says so in `error`.
    return name === 'InvalidStateError' ? failed('page.video-gone', name) : failed('page.undecodable', name);
  }
}
