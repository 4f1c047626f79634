/** Why a `<video>` on a page is not something a person posted or published to be watched. */
export type NotContentBecause =
  /** Ambient glow, page background, sticker. */
  | 'decoration'
  | 'avatar'
  | 'advertisement'
  /** The small, silent foretaste that plays while the pointer rests on a tile. */
  | 'hover-preview'
  /** A second player of a view that the site keeps but does not show. */
  | 'unplayed-copy';

/** What one video is on its page. */
export type VideoRole =
  | {
      readonly kind: 'content';
      /** The post or player this video belongs to: when it changes, a recycled tile shows something else. */
      readonly anchor: Element;
    }
  | { readonly kind: 'not-content'; readonly because: NotContentBecause };

/** What we know about one site's pages. It only ever looks at and around a video that somebody else found. */
export interface SiteAdapter {
  readonly id: string;
  /** Host names, lower case; each covers its subdomains. */
  readonly hosts: readonly string[];
  /** For software that runs on any host: whether this page was made by it. Never throws. */
  readonly recognises?: (page: Document) => boolean;
  /** Asked again whenever the video is about to be sampled, since one element plays many things. Never throws. */
  readonly roleOf: (video: HTMLVideoElement) => VideoRole;
}

/** A sign that a video is not content: it, or something around it, matches `within`. */
export interface NotContentSign {
  readonly because: NotContentBecause;
  readonly within: string;
  /** When given, the matching element must also hold an element that matches this. */
  readonly holding?: string;
}

/** A site in selectors. */
export interface SiteRules {
  /** Any one suffices and none can be outvoted; the first that matches gives the reason. */
  readonly notContent: readonly NotContentSign[];
  /** The post or player that a content video belongs to, best first. */
  readonly anchors: readonly string[];
}

/** Containers of advertising scripts. Sources in `generic.ts`. */
const AD_CONTAINERS = [
  '[id^="google_ads"]',
  '[id^="div-gpt-ad"]',
  'ins.adsbygoogle',
  '[aria-label*="advertisement" i]',
].join(',');

/** Larger than any profile picture seen in a feed or page header, smaller than any player. */
const AVATAR_MAX_PX = 200;
/** A radius of half the side is a circle; from here on a square reads as round. */
const ROUND_FROM = 0.4;

/** The host of the shadow root that an element stands in, open or closed; null in the document itself. */
function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  // Not `instanceof`: a node adopted from another frame has that frame's classes. A detached `<a>` has a `host` too.
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? ((root as Partial<ShadowRoot>).host ?? null) : null;
}

/** The parent, or the host when the parent is a shadow root. */
export function parentAcross(element: Element): Element | null {
  return element.parentElement ?? hostOf(element);
}

/** `closest`, but walks on from a shadow root, open or closed, to its host. */
export function closestAcross(element: Element, selector: string): Element | null {
  let current: Element | null = element;
  while (current !== null) {
    const found: Element | null = current.closest(selector);
    if (found !== null) return found;
    current = hostOf(current);
  }
  return null;
}

function shows(video: Element, { within, holding }: NotContentSign): boolean {
  let around = closestAcross(video, within);
  while (around !== null && holding !== undefined) {
    if (around.querySelector(holding) !== null) return true;
    const above = parentAcross(around);
    around = above === null ? null : closestAcross(above, within);
  }
  return around !== null;
}

/** The radius as a share of the side: computed values are a percentage or pixels. */
function cornerShare(element: Element, sidePx: number): number {
  const radius = getComputedStyle(element).borderTopLeftRadius;
  const amount = Number.parseFloat(radius);
  if (!Number.isFinite(amount)) return 0;
  return radius.includes('%') ? amount / 100 : amount / sidePx;
}

/** True for a small, square video that it or a box around it of about its size cuts round. */
export function isAvatar(video: HTMLVideoElement): boolean {
  const { width, height } = video.getBoundingClientRect();
  const longSide = Math.max(width, height);
  if (longSide === 0 || longSide > AVATAR_MAX_PX || Math.min(width, height) < 0.8 * longSide) return false;
  for (let box: Element | null = video; box !== null; box = parentAcross(box)) {
    if (box.getBoundingClientRect().width > AVATAR_MAX_PX) return false;
    if (cornerShare(box, longSide) >= ROUND_FROM) return true;
  }
  return false;
}

/** The role of a video by a site's rules and by what holds on every site. Without a known post, its parent stands in. */
export function roleByRules(rules: SiteRules, video: HTMLVideoElement): VideoRole {
  const sign = rules.notContent.find((candidate) => shows(video, candidate));
  if (sign !== undefined) return { kind: 'not-content', because: sign.because };
  if (closestAcross(video, AD_CONTAINERS) !== null) return { kind: 'not-content', because: 'advertisement' };
  if (isAvatar(video)) return { kind: 'not-content', because: 'avatar' };
  for (const selector of rules.anchors) {
    const anchor = closestAcross(video, selector);
    if (anchor !== null) return { kind: 'content', anchor };
  }
  return { kind: 'content', anchor: parentAcross(video) ?? video };
}
