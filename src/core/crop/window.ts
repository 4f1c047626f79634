import type { Box, FacePoints, FaceWindow } from '../../contracts/face.ts';
import type { Pixels } from '../../contracts/frame.ts';
import { faceSquare } from './align.ts';

/** Longest side of a window: bounds the work on close-ups, which hold detail enough in part of the face. */
export const MOST_WINDOW_PX = 160;

/**
 * Where a face's window lies: whole pixels, inside the frame, centred on the face as far as the frame lets it.
 * The same rule as `training/second_look_training/face_window.py`.
 */
export function windowBox(points: FacePoints, frameWidth: number, frameHeight: number): Box {
  const { centre, side } = faceSquare(points);
  const most = Math.min(MOST_WINDOW_PX, Math.floor(side));
  const width = Math.min(most, frameWidth);
  const height = Math.min(most, frameHeight);
  return {
    x: clamp(Math.floor(centre.x - width / 2 + 0.5), frameWidth - width),
    y: clamp(Math.floor(centre.y - height / 2 + 0.5), frameHeight - height),
    width,
    height,
  };
}

/** A face's surroundings as the frame has them. */
export function cutWindow(pixels: Pixels, points: FacePoints): FaceWindow {
  const box = windowBox(points, pixels.width, pixels.height);
  const rgb = new Float32Array(box.width * box.height * 3);
  for (let y = 0, at = 0; y < box.height; y += 1) {
    let from = ((box.y + y) * pixels.width + box.x) * 4;
    for (let x = 0; x < box.width; x += 1, from += 4, at += 3) {
      for (let channel = 0; channel < 3; channel += 1) rgb[at + channel] = pixels.rgba[from + channel] ?? 0;
    }
  }
  return { widthPx: box.width, heightPx: box.height, rgb };
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
