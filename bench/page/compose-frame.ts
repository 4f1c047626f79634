import admiral from '../../demo/portraits/admiral.jpg?url';
import type { Pixels } from '../../src/contracts/frame.ts';
import { createNoise } from '../../tests/support/pictures.ts';
import type { FrameSpec } from './engine-wire.ts';

/** Part of the portrait that goes into one place: head and shoulders. */
const PART = { x: 105, y: 60, width: 320, height: 360 };
/** Noise of a phone indoors, of 255; without it a still has less detail than footage. */
const NOISE = 24;

/** The frame's pixels. Faces keep their size whatever their number, so that only the number differs. */
export async function composeFrame({ widthPx, heightPx, faces }: FrameSpec): Promise<Pixels> {
  const columns = Math.floor(widthPx / PART.width);
  if (faces < 1 || faces > columns * Math.floor(heightPx / PART.height)) {
    throw new RangeError(`${faces} faces do not fit into ${widthPx}×${heightPx}`);
  }
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  const still = await createImageBitmap(await (await fetch(admiral)).blob());
  context.fillStyle = '#6a7278';
  context.fillRect(0, 0, widthPx, heightPx);
  for (let face = 0; face < faces; face += 1) {
    const [left, top] = [(face % columns) * PART.width, Math.floor(face / columns) * PART.height];
    context.drawImage(still, PART.x, PART.y, PART.width, PART.height, left, top, PART.width, PART.height);
  }
  const { data: rgba } = context.getImageData(0, 0, widthPx, heightPx);
  const noise = createNoise(faces);
  for (let at = 0; at < rgba.length; at += 1) if (at % 4 < 3) rgba[at] = (rgba[at] ?? 0) + (noise() - 0.5) * NOISE;
  return { width: widthPx, height: heightPx, rgba };
}
