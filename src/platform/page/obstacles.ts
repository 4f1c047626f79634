import { now } from './clock.ts';
import { composedContains, composedElements, composedParent, uppermostAt } from './shadow-roots.ts';

/** A rectangle of the viewport in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Points to ask about lie so far apart, CSS pixels: no control is smaller. */
const GRID_PX = 14;
/** What takes so much of a video is a layer over it, such as a link around a tile, and no control. */
const LAYER_SHARE = 0.5;
/** Ancestors of a video that can be its player. */
const MOST_PLAYERS = 8;
/** A player is at most so much larger than its video. */
const PLAYER_TIMES = 1.6;

const CONTROLS =
  'button, a[href], input, select, textarea, summary, label, [onclick], [tabindex], [role="button"], [role="link"], [role="slider"], [role="menuitem"], [role="tab"], [role="switch"], [role="checkbox"]';
/** Captions mostly let clicks through, so that no point finds them; players name them all alike. */
const CAPTIONS =
  '[class*="caption" i], [class*="subtitle" i], [data-testid*="caption" i], [data-purpose*="captions" i]';

const overlaps = (a: Area, b: Area): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const sizeOf = ({ left, top, right, bottom }: Area): number => Math.max(0, right - left) * Math.max(0, bottom - top);

/**
 * So long is asked what is uppermost at points, ms: a point takes 0.1 ms on most pages, and 30 ms on a page of a thousand
 * videos. After that the places of the player's own elements must do.
 */
const ASK_MS = 8;
/** Elements of a player that are measured at most. */
const MOST_PIECES = 500;

/**
 * Tells how much of a part of the viewport is taken by controls, texts and captions of the page that lie over a video:
 * points of a grid, 0 when it is free; where asking takes too long, pieces of the player. Ask while our own elements let
 * points through (`TopLayer.lookThrough`).
 */
export function obstaclesOver(video: Element): (area: Area) => number {
  const videoArea = video.getBoundingClientRect();
  const player = playerOf(video);
  const captions = captionsOf(player, video);
  const untilMs = now() + ASK_MS;
  let pieces: readonly Area[] | undefined;
  return (area) => {
    let taken = captions.filter((caption) => overlaps(caption, area)).length;
    for (const point of pointsOf(area)) {
      if (now() >= untilMs) {
        pieces ??= piecesOf(player, video, videoArea);
        return taken + pieces.filter((piece) => overlaps(piece, area)).length;
      }
      if (isTaken(point, video, videoArea)) taken += 1;
    }
    return taken;
  };
}

/** Makes sure of a part of a video again and again, each time for so long: then it is the turn of the next points. */
export class FreeCheck {
  #first = 0;

  /** False when something of the page was found there. Ask while our own elements let points through. */
  isFree(area: Area, video: Element): boolean {
    if (captionsOf(playerOf(video), video).some((caption) => overlaps(caption, area))) return false;
    const videoArea = video.getBoundingClientRect();
    const points = pointsOf(area);
    const first = this.#first % points.length;
    const untilMs = now() + ASK_MS;
    for (const point of [...points.slice(first), ...points.slice(0, first)]) {
      if (isTaken(point, video, videoArea)) return false;
      this.#first += 1;
      if (now() >= untilMs) break;
    }
    return true;
  }
}

type Point = readonly [x: number, y: number];

function pointsOf({ left, top, right, bottom }: Area): readonly Point[] {
  const steps = (from: number, to: number): number[] => {
    const count = Math.max(1, Math.ceil((to - from) / GRID_PX));
    return Array.from({ length: count + 1 }, (_unused, step) => from + 1 + ((to - from - 2) * step) / count);
  };
  return steps(left, right).flatMap((x) => steps(top, bottom).map((y) => [x, y] as const));
}

/** Whether what is uppermost at a point is a control or a text over the video, and not the video or a layer over it. */
function isTaken([x, y]: Point, video: Element, videoArea: Area): boolean {
  for (let node: Node | null = uppermostAt(x, y); node !== null; node = composedParent(node)) {
    if (composedContains(node, video)) return false;
    if (!(node instanceof Element)) continue;
    if (!isLayerOver(videoArea, node.getBoundingClientRect()) && isControlOrText(node)) return true;
  }
  return false;
}

const isLayerOver = (videoArea: Area, area: Area): boolean => sizeOf(area) > LAYER_SHARE * sizeOf(videoArea);

/** Where the controls and texts of a player lie that a point would find, whatever lies over them. */
function piecesOf(player: Element, video: Element, videoArea: Area): readonly Area[] {
  const pieces: Area[] = [];
  let looked = 0;
  for (const element of composedElements(player)) {
    looked += 1;
    if (looked > MOST_PIECES) break;
    const area = element.getBoundingClientRect();
    if (sizeOf(area) === 0 || !overlaps(area, videoArea) || isLayerOver(videoArea, area)) continue;
    if (composedContains(element, video) || !isControlOrText(element)) continue;
    if (getComputedStyle(element).pointerEvents !== 'none' && element.checkVisibility({ visibilityProperty: true })) {
      pieces.push(area);
    }
  }
  return pieces;
}

const isControlOrText = (element: Element): boolean =>
  element.matches(CONTROLS) || hasOwnText(element) || getComputedStyle(element).cursor === 'pointer';

const hasOwnText = ({ childNodes }: Element): boolean =>
  [...childNodes].some((node) => node instanceof Text && node.data.trim() !== '');

function captionsOf(player: Element, video: Element): readonly Area[] {
  return [...player.querySelectorAll(CAPTIONS)]
    .filter((element) => !composedContains(element, video) && element.textContent.trim() !== '')
    .map((element) => element.getBoundingClientRect())
    .filter((caption) => sizeOf(caption) > 0);
}

/** The outermost element around a video that is hardly larger than it. */
function playerOf(video: Element): Element {
  const most = PLAYER_TIMES * sizeOf(video.getBoundingClientRect());
  let player = video.parentElement ?? video;
  for (let steps = 0, next = player.parentElement; next !== null && steps < MOST_PLAYERS; steps += 1) {
    if (sizeOf(next.getBoundingClientRect()) > most) break;
    player = next;
    next = next.parentElement;
  }
  return player;
}
