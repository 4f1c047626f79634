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

/**
 * Whether the viewport shows this video where its badge is: it is not clipped away there, and neither a pinned box nor
 * somebody else's fullscreen or modal dialog lies over it. A player's own layers do not count as covering.
 */
export function isInSight(video: Element, { x, y, side }: BadgeSquare, isOurs: (element: Element) => boolean): boolean {
  const modal = document.fullscreenElement ?? document.querySelector('dialog:modal');
  if (modal !== null && !composedContains(modal, video)) return false;

  const nearest = [video, composedParent(video)].filter((node) => node instanceof Element).map(outermost);
  const middle = x + side / 2;
  // Asking for all that lies under a point takes 20 ms on a page of a thousand videos, asking for the uppermost nothing.
  const beside = document.elementFromPoint(middle, y - BESIDE_PX);
  if (beside !== null && nearest.includes(beside)) return true;

  const stack = document.elementsFromPoint(middle, y + side / 2).filter((element) => !isOurs(element));
  if (!stack.some((element) => nearest.includes(element))) return false;
  const [top] = stack;
  return top !== undefined && !isPinnedOver(top, video);
}
