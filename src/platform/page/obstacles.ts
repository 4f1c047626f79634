import { composedContains, composedParent, shadowRootOf } from './shadow-roots.ts';

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
 * Tells how much of a part of the viewport is taken by controls, texts and captions of the page that lie over a video:
 * points of a grid, 0 when it is free. Ask while our own elements let points through (`TopLayer.lookThrough`).
 */
export function obstaclesOver(video: Element): (area: Area) => number {
  const videoArea = video.getBoundingClientRect();
  const captions = captionsOver(video);
  return (area) =>
    captions.filter((caption) => overlaps(caption, area)).length +
    pointsOf(area).filter(([x, y]) => isTaken(x, y, video, videoArea)).length;
}

function pointsOf({ left, top, right, bottom }: Area): readonly (readonly [number, number])[] {
  const steps = (from: number, to: number): number[] => {
    const count = Math.max(1, Math.ceil((to - from) / GRID_PX));
    return Array.from({ length: count + 1 }, (_unused, step) => from + 1 + ((to - from - 2) * step) / count);
  };
  return steps(left, right).flatMap((x) => steps(top, bottom).map((y) => [x, y] as const));
}

/** Whether what is uppermost at a point is a control or a text over the video, and not the video or a layer over it. */
function isTaken(x: number, y: number, video: Element, videoArea: Area): boolean {
  for (let node: Node | null = uppermostAt(x, y); node !== null; node = composedParent(node)) {
    if (composedContains(node, video)) return false;
    if (!(node instanceof Element)) continue;
    const isLayer = sizeOf(node.getBoundingClientRect()) > LAYER_SHARE * sizeOf(videoArea);
    if (!isLayer && isControlOrText(node)) return true;
  }
  return false;
}

const isControlOrText = (element: Element): boolean =>
  element.matches(CONTROLS) || hasOwnText(element) || getComputedStyle(element).cursor === 'pointer';

const hasOwnText = ({ childNodes }: Element): boolean =>
  [...childNodes].some((node) => node instanceof Text && node.data.trim() !== '');

function uppermostAt(x: number, y: number): Element | null {
  let found = document.elementFromPoint(x, y);
  for (;;) {
    const inner = found === null ? null : (shadowRootOf(found)?.elementFromPoint(x, y) ?? null);
    if (inner === null || inner === found) return found;
    found = inner;
  }
}

function captionsOver(video: Element): readonly Area[] {
  const player = playerOf(video);
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
