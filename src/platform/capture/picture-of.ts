import type { CleanWays } from '../picture/pixel-probe.ts';
import { canHalve, halfOf } from '../picture/halve-planes.ts';
import { plainFormat, planesOf } from '../picture/picture.ts';
import { smallerSize, type TakenPicture } from './taken-picture.ts';

/** Longest side of planes sent on, px. Larger ones go at half their size, up to twice as large. */
const LONGEST_PLANES_PX = 2560;

/**
 * The picture that a video shows now: the decoder's planes where they say all, else the browser's own conversion;
 * undefined when this browser is honest about neither. Throws `SecurityError` where the page may not read it.
 */
export async function pictureOf(video: HTMLVideoElement, clean: CleanWays): Promise<TakenPicture | undefined> {
  // A reference to the decoder's picture, no copy. Refuses a cross-origin video without CORS.
  const frame = new VideoFrame(video);
  try {
    const taken = clean.copying ? await takenPlanes(frame) : undefined;
    if (taken !== undefined) return taken;
    if (!clean.drawing) return undefined;
    const smaller = smallerSize(video);
    const resize: ImageBitmapOptions =
      smaller === undefined
        ? {}
        : { resizeWidth: smaller.width, resizeHeight: smaller.height, resizeQuality: 'medium' };
    // Not from the frame: a bitmap of a frame is not turned the way the video is shown.
    return { picture: await createImageBitmap(video, resize), isNative: smaller === undefined };
  } finally {
    frame.close();
  }
}

/** The planes, or half of them; undefined where they do not say all, or are too large even then. */
async function takenPlanes(frame: VideoFrame): Promise<TakenPicture | undefined> {
  const { displayWidth: width, displayHeight: height } = frame;
  const format = plainFormat(frame);
  if (format === undefined) return undefined;
  const longest = Math.max(width, height);
  if (longest <= LONGEST_PLANES_PX) return { picture: await planesOf(frame, format), isNative: true };
  if (longest > 2 * LONGEST_PLANES_PX || !canHalve({ format, width, height })) return undefined;
  return { picture: halfOf(await planesOf(frame, format)), isNative: false };
}
