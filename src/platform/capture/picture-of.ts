import type { CleanWays } from '../picture/pixel-probe.ts';
import { plainFormat, planesOf } from '../picture/picture.ts';
import { smallerSize, type TakenPicture } from './taken-picture.ts';

/**
 * The picture that a video shows now: the decoder's planes where they say all, else the browser's own conversion;
 * undefined when this browser is honest about neither. Throws `SecurityError` where the page may not read it.
 */
export async function pictureOf(video: HTMLVideoElement, clean: CleanWays): Promise<TakenPicture | undefined> {
  // A reference to the decoder's picture, no copy. Refuses a cross-origin video without CORS.
  const frame = new VideoFrame(video);
  try {
    const smaller = smallerSize(video);
    const format = smaller === undefined ? plainFormat(frame) : undefined;
    if (format !== undefined && clean.copying) return { picture: await planesOf(frame, format), isNative: true };
    if (!clean.drawing) return undefined;
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
