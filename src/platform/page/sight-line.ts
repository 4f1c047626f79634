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

/**
 * Whether a point of the viewport shows this video: it is not clipped away there, and neither a pinned box nor
 * somebody else's fullscreen or modal dialog lies over it. A player's own layers do not count as covering.
 */
export function isInSight(video: Element, x: number, y: number, isOurs: (element: Element) => boolean): boolean {
  const modal = document.fullscreenElement ?? document.querySelector('dialog:modal');
  if (modal !== null && !composedContains(modal, video)) return false;

  const stack = document.elementsFromPoint(x, y).filter((element) => !isOurs(element));
  const nearest = [video, composedParent(video)].filter((node) => node instanceof Element).map(outermost);
  if (!stack.some((element) => nearest.includes(element))) return false;
  const [top] = stack;
  return top !== undefined && !isPinnedOver(top, video);
}
