import type { SampledFrame } from '../../contracts/frame.ts';
import type { Picture } from '../picture/picture.ts';

/** What is taken of a video's element. */
export type TakenPicture = Pick<SampledFrame<Picture>, 'picture' | 'isNative'>;

/** Longest side of a bitmap sent on, px: faces that count are large enough in it, and 4K would cost the page four times as much. */
const LONGEST_SIDE_PX = 1920;

/** The size at which a video is sent on as a bitmap when it is larger than that; undefined when it is small enough. */
export function smallerSize(video: HTMLVideoElement): { readonly width: number; readonly height: number } | undefined {
  const scale = LONGEST_SIDE_PX / Math.max(video.videoWidth, video.videoHeight);
  if (scale >= 1) return undefined;
  return { width: Math.round(video.videoWidth * scale), height: Math.round(video.videoHeight * scale) };
}
