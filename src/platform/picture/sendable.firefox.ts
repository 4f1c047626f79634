import { drawnPlanes } from './drawn-planes.ts';
import { isPlanes, type Picture, type SentPicture } from './picture.ts';

/** A picture in a form that a message to another context of the extension may carry: Firefox refuses bitmaps there. */
export function sendable(picture: Picture): SentPicture {
  return isPlanes(picture) ? picture : drawnPlanes(picture, picture.width, picture.height);
}
