/** How long the ring around a video is seen, ms. */
const SEEN_FOR_MS = 2_400;

/** Scrolls an element into view and draws a ring around it for a moment. Neither its style nor the page's layout changes. */
export function pointAt(element: HTMLElement): void {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: isCalm ? 'instant' : 'smooth' });
  const ring = { outline: '4px solid #9dc1f5', outlineOffset: '-4px' };
  const none = { outline: '4px solid transparent', outlineOffset: '-4px' };
  // Without motion the ring is there and then not.
  element.animate(isCalm ? [ring, ring] : [none, ring, ring, ring, none], { duration: SEEN_FOR_MS });
}
