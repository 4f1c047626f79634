import type { PicturePlanes } from './picture.ts';

const SRGB: VideoColorSpaceInit = { primaries: 'bt709', transfer: 'iec61966-2-1', matrix: 'rgb', fullRange: true };

/** What `source` shows, drawn at that size, as planes. Throws `SecurityError` where the drawing may not be read. */
export function drawnPlanes(source: CanvasImageSource, width: number, height: number): PicturePlanes {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser has no 2d canvas off screen');
  context.drawImage(source, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { format: 'RGBA', width, height, colorSpace: SRGB, bytes: data.buffer };
}
