import type { Box } from '../../contracts/face.ts';

/** `box` in pixels of the picture, cut to what is there; undefined when nothing of it is. */
export function boxInPicture(box: Box, devicePixelRatio: number, width: number, height: number): Box | undefined {
  const left = Math.max(0, Math.round(box.x * devicePixelRatio));
  const top = Math.max(0, Math.round(box.y * devicePixelRatio));
  const right = Math.min(width, Math.round((box.x + box.width) * devicePixelRatio));
  const bottom = Math.min(height, Math.round((box.y + box.height) * devicePixelRatio));
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : undefined;
}
