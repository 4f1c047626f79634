import { isPlanes, type Picture, type SentPicture } from './picture.ts';

/**
 * A picture in a form that a message to another context of the extension may carry. A message takes a copy of bytes, a
 * slow one on the sender's thread; of a blob it takes the name (docs/decisions/0015).
 */
export const sendable = (picture: Picture): SentPicture =>
  isPlanes(picture) ? { ...picture, bytes: new Blob([picture.bytes]) } : picture;
