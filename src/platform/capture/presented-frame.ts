/** A playing video presents a frame many times a second; one that does not is stalled or out of sight, ms. */
const WAIT_MS = 2_000;

/**
 * Waits for the next frame that the video puts on the screen. Gives its player position in ms, or undefined when none
 * comes within two seconds or `signal` aborts.
 */
export function presentedFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<number | undefined> {
  return new Promise((resolve) => {
    const settle = (positionMs: number | undefined): void => {
      clearTimeout(timer);
      video.cancelVideoFrameCallback(request);
      signal.removeEventListener('abort', giveUp);
      resolve(positionMs);
    };
    const giveUp = (): void => settle(undefined);
    const timer = setTimeout(giveUp, WAIT_MS);
    const request = video.requestVideoFrameCallback((_now, { mediaTime }) => settle(mediaTime * 1000));
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
  });
}
