import type { Outcome } from '../../contracts/outcome.ts';
import type { MediaReader } from './media-reader.ts';
import { undecodable } from './media-failures.ts';

/** First bytes of the pictures we read, as Latin-1. */
const SIGNATURES = [/^\xff\xd8\xff/, /^\x89PNG\r\n/, /^RIFF[^]{4}WEBP/];
const SIGNATURE_BYTES = 12;

/** Tells whether a file is a JPEG, PNG or WebP picture, from its first bytes: names and types may be wrong. */
export async function isStill(file: Blob): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, SIGNATURE_BYTES).arrayBuffer());
  const start = String.fromCharCode(...bytes);
  return SIGNATURES.some((signature) => signature.test(start));
}

/** A still as a video of one frame at time 0. Fails with `page.undecodable`. */
export async function openStill(file: Blob): Promise<Outcome<MediaReader>> {
  const decode = (): Promise<ImageBitmap> => createImageBitmap(file);
  let widthPx: number;
  let heightPx: number;
  try {
    const first = await decode();
    ({ width: widthPx, height: heightPx } = first);
    first.close();
  } catch (error) {
    return undecodable(error);
  }
  const frameAt: MediaReader['frameAt'] = async () => {
    try {
      return { ok: true, value: { picture: await decode(), mediaTimeMs: 0, route: 'file', isNative: true } };
    } catch (error) {
      return undecodable(error);
    }
  };
  return { ok: true, value: { durationMs: 0, widthPx, heightPx, frameAt, close: () => undefined } };
}
