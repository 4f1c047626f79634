/**
 * Whether the person watches this in a small window of its own, wherever its place on the page is by now. Firefox has such
 * windows too but tells nobody of them.
 */
export function isInPictureInPicture(video: HTMLVideoElement): boolean {
  const root = video.getRootNode();
  return (root instanceof Document || root instanceof ShadowRoot) && root.pictureInPictureElement === video;
}
