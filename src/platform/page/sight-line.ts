import { Pace } from './pace.ts';
import { composedContains, composedParent } from './shadow-roots.ts';

/** The element that the document itself sees of a node in a shadow tree. */
function outermost(node: Element): Element {
  let seen = node;
  for (let root = seen.getRootNode(); root instanceof ShadowRoot; root = seen.getRootNode()) seen = root.host;
  return seen;
}

/** Whether a box that stays put while the page scrolls, a header or a chat window, holds `element` but not `video`. */
function isPinnedOver(element: Element, video: Element): boolean {
  for (
    let node: Node | null = element;
    node instanceof Element || node instanceof ShadowRoot;
    node = composedParent(node)
  ) {
    if (composedContains(node, video)) return false;
    if (node instanceof Element && ['fixed', 'sticky'].includes(getComputedStyle(node).position)) return true;
  }
  return false;
}

/** A square of the viewport that a badge takes, CSS pixels. */
export interface BadgeSquare {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Just above a badge, still inside its video, which is met there if nothing lies over it. */
const BESIDE_PX = 4;

/** Rests after a look, in times of what it took: after the badge moved, and while nothing is known to have moved. */
const REST_TIMES_MOVED = 50;
const REST_TIMES_STILL = 1_000;
const LEAST_REST_STILL_MS = 500;
const LONGEST_REST_MS = 30_000;

/** Whether the viewport shows a video where its badge is. */
export class SightLine {
  readonly #video: Element;
  readonly #isOurs: (element: Element) => boolean;
  readonly #pace = new Pace(LONGEST_REST_MS);
  #seen: BadgeSquare | undefined;
  #isClear = false;

  constructor(video: Element, isOurs: (element: Element) => boolean) {
    this.#video = video;
    this.#isOurs = isOurs;
  }

  /**
   * False when the video is clipped away there, or a pinned box or somebody else's fullscreen or modal dialog lies over
   * it. A player's own layers do not count as covering. Asked as often as one likes: while the badge stays where it is, an
   * answer stands for at least half a second, and longer where its cost calls for that.
   */
  isClear(square: BadgeSquare): boolean {
    const isMoved = this.#seen?.x !== square.x || this.#seen.y !== square.y;
    const hasRested = isMoved
      ? this.#pace.hasRested(REST_TIMES_MOVED)
      : this.#pace.hasRested(REST_TIMES_STILL, LEAST_REST_STILL_MS);
    if (hasRested) {
      this.#seen = square;
      this.#isClear = this.#pace.run(() => isInSight(this.#video, square, this.#isOurs));
    }
    return this.#isClear;
  }

  /** The page changed in a way that no place tells. */
  forget(): void {
    this.#seen = undefined;
  }
}

function isInSight(video: Element, { x, y, side }: BadgeSquare, isOurs: (element: Element) => boolean): boolean {
  const modal = document.fullscreenElement ?? document.querySelector('dialog:modal');
  if (modal !== null && !composedContains(modal, video)) return false;

  const nearest = [video, composedParent(video)].filter((node) => node instanceof Element).map(outermost);
  const middle = x + side / 2;
  // Asking for the uppermost costs less than asking for all that lies under a point.
  const beside = document.elementFromPoint(middle, y - BESIDE_PX);
  if (beside !== null && nearest.includes(beside)) return true;

  const stack = document.elementsFromPoint(middle, y + side / 2).filter((element) => !isOurs(element));
  if (!stack.some((element) => nearest.includes(element))) return false;
  const [top] = stack;
  return top !== undefined && !isPinnedOver(top, video);
}
