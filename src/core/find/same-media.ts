/** What a video element shows and where the page put it. Compared by identity only. */
export interface MediaIdentity {
  /** `currentSrc`, or the object in `srcObject`; empty before any media was chosen. */
  readonly source: unknown;
  /** The element that the site's adapter takes for the post around it. */
  readonly anchor: unknown;
}

/** Whether an element still shows what it showed: a recycled one needs a sighting of its own. Choosing the first media is no change. */
export function isSameMedia(before: MediaIdentity, now: MediaIdentity): boolean {
  const isSameSource = before.source === '' || before.source === now.source;
  const isSameAnchor = before.anchor === undefined || before.anchor === now.anchor;
  return isSameSource && isSameAnchor;
}
