import type { Picture, SentPicture } from './picture.ts';

/** A picture out of a message. Rejects when its sender went away before its bytes were had. */
export async function received(picture: SentPicture): Promise<Picture> {
  if (!('bytes' in picture)) return picture;
  const { bytes } = picture;
  return { ...picture, bytes: bytes instanceof Blob ? await bytes.arrayBuffer() : bytes };
}
