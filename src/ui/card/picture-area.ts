import type { Extent, Rect } from '../badge/badge-place.ts';

/**
 * Where in its element a video's picture is drawn, by the element's `object-fit`; its position is taken to be the middle,
 * as nearly always.
 */
export function pictureArea(element: Rect, picture: Extent, fit: string): Rect {
  const width = element.right - element.left;
  const height = element.bottom - element.top;
  if (picture.width <= 0 || picture.height <= 0 || fit === 'fill') return element;
  const scales = [width / picture.width, height / picture.height];
  const scale = scaleOf(fit, Math.min(...scales), Math.max(...scales));
  const left = element.left + (width - picture.width * scale) / 2;
  const top = element.top + (height - picture.height * scale) / 2;
  return { left, top, right: left + picture.width * scale, bottom: top + picture.height * scale };
}

function scaleOf(fit: string, least: number, most: number): number {
  switch (fit) {
    case 'cover':
      return most;
    case 'none':
      return 1;
    case 'scale-down':
      return Math.min(1, least);
    default:
      return least;
  }
}
