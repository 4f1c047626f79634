/** A rectangle of the viewport in CSS pixels. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a badge goes, CSS pixels of the viewport. */
export interface BadgePlace {
  readonly x: number;
  readonly y: number;
  /** Its card opens towards the middle of the viewport. */
  readonly opensLeft: boolean;
  readonly opensUp: boolean;
}

export const BADGE_SIDE_PX = 28;
const MARGIN_PX = 8;
/** Players keep their controls and most captions in so much of the lower edge. */
const CONTROLS_PX = 64;
const CARD_WIDTH_PX = 304;
const CARD_HEIGHT_PX = 220;

/** The top left corner of the part of a video that the viewport shows; undefined when too little of it is there. */
export function badgePlace(
  video: Rect,
  viewport: { readonly width: number; readonly height: number },
): BadgePlace | undefined {
  const x = Math.round(Math.max(video.left, 0) + MARGIN_PX);
  const y = Math.round(Math.max(video.top, 0) + MARGIN_PX);
  const right = Math.min(video.right, viewport.width);
  const bottom = Math.min(video.bottom - CONTROLS_PX, viewport.height);
  if (x + BADGE_SIDE_PX > right || y + BADGE_SIDE_PX > bottom) return undefined;
  return {
    x,
    y,
    opensLeft: x + CARD_WIDTH_PX > viewport.width && x > viewport.width / 2,
    opensUp: y + BADGE_SIDE_PX + CARD_HEIGHT_PX > viewport.height && y > viewport.height / 2,
  };
}
