import { drawnPlanes } from '../picture/drawn-planes.ts';
import type { CleanWays } from '../picture/pixel-probe.ts';
import { smallerSize, type TakenPicture } from './taken-picture.ts';

/**
 * The picture that a video shows now, drawn. Firefox does not say how the decoder's picture is turned, and lets an
 * extension read a drawing also where the page itself may not. 8 to 10 ms for 720p, measured in the content script.
 */
export function pictureOf(video: HTMLVideoElement, clean: CleanWays): Promise<TakenPicture | undefined> {
  const smaller = smallerSize(video);
  const { width, height } = smaller ?? { width: video.videoWidth, height: video.videoHeight };
  if (!clean.drawing) return Promise.resolve(undefined);
  return Promise.resolve({ picture: drawnPlanes(video, width, height), isNative: smaller === undefined });
}
