/**
 * Whether the page's rules let anybody read this video's pixels. Undefined while it has no picture to try it on.
 * A `VideoFrame` answers within 2 ms and keeps nothing; it refuses a cross-origin video without CORS.
 */
export function isReadable(video: HTMLVideoElement): boolean | undefined {
  try {
    new VideoFrame(video).close();
    return true;
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === 'SecurityError') return false;
    if (problem instanceof DOMException && problem.name === 'InvalidStateError') return undefined;
    throw problem;
  }
}
