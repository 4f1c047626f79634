import type { Glance } from '../../contracts/frame.ts';

/** Thin strips across the picture, and patches along each. */
const STRIPS = 7;
const PATCHES = 16;
/** Rows of a strip: colour is stored for pairs of rows. */
const STRIP_ROWS = 2;

/**
 * What a video shows, at a glance: a few rows of its luma, some kilobytes whatever its size. Undefined when its pixels
 * are not the page's to read, or its decoder stores them in another way.
 */
export async function glanceAt(video: HTMLVideoElement): Promise<Glance | undefined> {
  let frame: VideoFrame;
  try {
    frame = new VideoFrame(video);
  } catch {
    return undefined;
  }
  try {
    // In both layouts the luma plane comes first.
    if (frame.format !== 'I420' && frame.format !== 'NV12') return undefined;
    const strips = Array.from({ length: STRIPS }, (_, index) => stripOf(frame, (index + 0.5) / STRIPS));
    return (await Promise.all(strips)).flat();
  } catch {
    return undefined;
  } finally {
    frame.close();
  }
}

/** Mean luma of the patches of one strip, `at` that share of the height. */
async function stripOf(frame: VideoFrame, at: number): Promise<number[]> {
  const { x = 0, y = 0, width = 0, height = 0 } = frame.visibleRect ?? {};
  const across = width - (width % 2);
  const rect = { x, y: y + 2 * Math.floor((height * at) / 2), width: across, height: STRIP_ROWS };
  const bytes = new Uint8Array(frame.allocationSize({ rect }));
  await frame.copyTo(bytes, { rect });
  return Array.from({ length: PATCHES }, (_, patch) => {
    const [from, to] = [patch, patch + 1].map((edge) => Math.floor((edge * across) / PATCHES));
    // The strip's first row stands for it.
    const luma = bytes.subarray(from, to);
    return luma.reduce((sum, value) => sum + value, 0) / Math.max(1, luma.length);
  });
}
