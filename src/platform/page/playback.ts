/** What a video element plays just now. Reading it forces no layout. */
export interface Playback {
  /** `currentSrc`, or the object in `srcObject`; empty before any media was chosen. */
  readonly source: string | object;
  readonly hasLiveStream: boolean;
  readonly isPlaying: boolean;
  readonly isProtected: boolean;
  /** The browser gave up on the media. */
  readonly isBroken: boolean;
  /** Undefined before the metadata is there. */
  readonly intrinsic: { readonly widthPx: number; readonly heightPx: number } | undefined;
  /** 0 when unknown or endless. */
  readonly durationMs: number;
  readonly positionMs: number;
}

/** `MEDIA_ERR_ABORTED` and `MEDIA_ERR_NETWORK` say nothing about the media itself. */
const BROKEN: readonly (number | undefined)[] = [3, 4];

export function readPlayback(video: HTMLVideoElement): Playback {
  const { srcObject, readyState, duration, error } = video;
  return {
    source: srcObject ?? video.currentSrc,
    hasLiveStream: srcObject instanceof MediaStream,
    // One that has begun and waits for bytes still plays, as far as the person can tell.
    isPlaying:
      !video.paused &&
      !video.ended &&
      (readyState >= HTMLMediaElement.HAVE_CURRENT_DATA || (readyState > 0 && video.currentTime > 0)),
    // Absent, whatever the types say, on pages without https.
    isProtected: Boolean(video.mediaKeys),
    isBroken: BROKEN.includes(error?.code) || hasNoPlayableSource(video),
    intrinsic:
      readyState >= HTMLMediaElement.HAVE_METADATA
        ? { widthPx: video.videoWidth, heightPx: video.videoHeight }
        : undefined,
    durationMs: Number.isFinite(duration) ? duration * 1000 : 0,
    positionMs: video.currentTime * 1000,
  };
}

/** Each of its `source` children was tried in vain; the element itself then has no `error`. */
function hasNoPlayableSource(video: HTMLVideoElement): boolean {
  return video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE && video.currentSrc !== '';
}
