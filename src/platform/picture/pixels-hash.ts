import type { Pixels } from '../../contracts/frame.ts';
import type { PixelsHash } from '../../contracts/score.ts';
import { hex } from '../bytes.ts';
import { isPlanes, type Picture } from './picture.ts';

/**
 * Identifies a frame. Planes are hashed as the decoder left them, because any decoder leaves the same ones; of a bitmap
 * only the RGBA that this browser made of it is known.
 */
export async function hashPixels(picture: Picture, { rgba }: Pixels): Promise<PixelsHash> {
  const layout = isPlanes(picture) ? picture.format : 'RGBA';
  const bytes = isPlanes(picture) ? picture.bytes : rgba;
  return { layout, sha256: hex(await crypto.subtle.digest('SHA-256', bytes as BufferSource)) };
}
