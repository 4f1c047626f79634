import { obstaclesOver, type FreeCheck } from '../../platform/page/obstacles.ts';
import type { SightLine } from '../../platform/page/sight-line.ts';
import type { TopLayer } from '../../platform/page/top-layer.ts';
import {
  BADGE_SIDE_PX,
  badgePlace,
  coveredBy,
  spotsFor,
  type BadgePlace,
  type Extent,
  type Spot,
} from '../../ui/badge/badge-place.ts';

/** Which place on its video a badge has taken, and whether there is room for its words. */
export interface Seat {
  readonly spot: Spot;
  readonly isCompact: boolean;
}

const SHAPE: Extent = { width: BADGE_SIDE_PX, height: BADGE_SIDE_PX };

const viewport = (): Extent => ({
  width: document.documentElement.clientWidth,
  height: document.documentElement.clientHeight,
});

/**
 * The first place, best first, on which a badge of this size covers no control, text or caption of the page; failing
 * that the first for its shape alone; failing that the one where least is covered, since a page must not be able to
 * silence a badge by putting buttons everywhere. Undefined where the video shows too little of itself.
 */
export function findSeat(video: Element, words: Extent, top: TopLayer, direction: 'ltr' | 'rtl'): Seat | undefined {
  const area = video.getBoundingClientRect();
  const seats = [false, true].flatMap((isCompact) => spotsFor(direction).map((spot) => ({ spot, isCompact })));
  return top.lookThrough(() => {
    const obstaclesIn = obstaclesOver(video);
    let best: { readonly seat: Seat; readonly taken: number } | undefined;
    for (const seat of seats) {
      const place = badgePlace(area, viewport(), seat.spot);
      if (place === undefined) continue;
      const taken = obstaclesIn(coveredBy(place, seat.isCompact ? SHAPE : words));
      if (taken === 0) return seat;
      if (best === undefined || taken < best.taken) best = { seat, taken };
    }
    return best?.seat;
  });
}

/** Whether nothing came to lie under a badge since it took its seat. */
export function isSeatFree(check: FreeCheck, video: Element, badge: Element, top: TopLayer): boolean {
  const { width, height } = extentOf(badge);
  const { left, top: upper } = badge.getBoundingClientRect();
  const area = { left, top: upper, right: left + width, bottom: upper + height };
  return top.lookThrough(() => check.isFree(area, video));
}

/** What a badge takes with its words and chips. */
export function extentOf(badge: Element): Extent {
  const parts = [badge.querySelector('.mark'), badge.querySelector('.beside')].filter((part) => part !== null);
  const areas = parts.map((part) => part.getBoundingClientRect());
  return {
    width: Math.max(BADGE_SIDE_PX, ...areas.map(({ width }) => width)),
    height: Math.max(BADGE_SIDE_PX, ...areas.map(({ bottom }) => bottom - badge.getBoundingClientRect().top)),
  };
}

/** Where a seat is now; undefined where the video cannot be seen there. */
export function placeOf(video: Element, { spot }: Seat, sight: SightLine): BadgePlace | undefined {
  if (!video.isConnected) return undefined;
  const place = badgePlace(video.getBoundingClientRect(), viewport(), spot);
  if (place === undefined || !video.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
    return undefined;
  }
  const square = { x: place.atRight ? place.x - BADGE_SIDE_PX : place.x, y: place.y, side: BADGE_SIDE_PX };
  return sight.isClear(square) ? place : undefined;
}
