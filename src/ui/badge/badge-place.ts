/** A rectangle of the viewport in CSS pixels. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Width and height in CSS pixels. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** One of the places that a badge may take on its video. */
export interface Spot {
  readonly side: 'left' | 'right';
  /** Rows from the top; 0 is the row along the upper edge. */
  readonly row: number;
}

/** Where a badge goes, CSS pixels of the viewport. */
export interface BadgePlace {
  /** Of its left edge, or of its right edge where `atRight`. */
  readonly x: number;
  readonly y: number;
  readonly atRight: boolean;
  /** Its card opens towards the middle of the viewport. */
  readonly opensLeft: boolean;
  readonly opensUp: boolean;
  /** Height that its card may take: to the edge of the viewport, above the player's controls where that leaves enough. */
  readonly cardHeight: number;
}

export const BADGE_SIDE_PX = 28;
const MARGIN_PX = 8;
/** Players keep their controls and most captions in so much of the lower edge. */
export const CONTROLS_PX = 64;
const ROW_PX = BADGE_SIDE_PX + MARGIN_PX;
const ROWS = 6;
const CARD_WIDTH_PX = 352;
/** A card lower than this is not worth keeping off the controls: it scrolls too much. */
const LEAST_CARD_PX = 320;

/** The places to try, best first: along the upper edge at the side where reading begins, then the other, then lower. */
export function spotsFor(direction: 'ltr' | 'rtl'): readonly Spot[] {
  const sides = direction === 'ltr' ? (['left', 'right'] as const) : (['right', 'left'] as const);
  return Array.from({ length: ROWS }, (_unused, row) => sides.map((side) => ({ side, row }))).flat();
}

/** That place on the part of a video that the viewport shows; undefined when a badge's shape has no room there. */
export function badgePlace(video: Rect, viewport: Extent, { side, row }: Spot): BadgePlace | undefined {
  const left = Math.round(Math.max(video.left, 0) + MARGIN_PX);
  const right = Math.round(Math.min(video.right, viewport.width) - MARGIN_PX);
  const y = Math.round(Math.max(video.top, 0) + MARGIN_PX) + row * ROW_PX;
  const lowest = Math.min(video.bottom - CONTROLS_PX, viewport.height);
  if (left + BADGE_SIDE_PX > right || y + BADGE_SIDE_PX > lowest) return undefined;
  const atRight = side === 'right';
  const x = atRight ? right : left;
  const cardTop = y + BADGE_SIDE_PX + MARGIN_PX;
  const opensUp = viewport.height - cardTop < LEAST_CARD_PX && y > viewport.height / 2;
  const aboveControls = lowest - cardTop;
  const below = viewport.height - cardTop - MARGIN_PX;
  return {
    x,
    y,
    atRight,
    opensLeft: atRight ? x - CARD_WIDTH_PX >= 0 : x + CARD_WIDTH_PX > viewport.width && x > viewport.width / 2,
    opensUp,
    cardHeight: opensUp ? y - 2 * MARGIN_PX : aboveControls >= LEAST_CARD_PX ? aboveControls : below,
  };
}

/** The rectangle that a badge of this size covers at a place. */
export function coveredBy({ x, y, atRight }: BadgePlace, { width, height }: Extent): Rect {
  const left = atRight ? x - width : x;
  return { left, top: y, right: left + width, bottom: y + height };
}
