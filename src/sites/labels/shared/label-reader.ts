import type { Declaration } from '../../../contracts/fact.ts';
import type { PageAnswer, PageQuestion } from '../../../contracts/page-question.ts';

/** Where a label is looked for: one video in the page of its site. */
export interface LabelPlace {
  /** The document's address at this moment. */
  readonly address: URL;
  readonly video: HTMLVideoElement;
  /** The post or player that the site's adapter names. */
  readonly anchor: Element;
}

/** What a site says about one video. */
export interface LabelReading {
  readonly declares: readonly Declaration[];
  /** The site has more to say, or may have, and we could not read it. Never the same as "no label". */
  readonly isUnread: boolean;
}

/** What we know about one site's labels. Reads the document around a video and plain copies of the page's objects. */
export interface LabelReader {
  /** The adapter's id. */
  readonly site: string;
  /** What to ask the page's own scripts; absent where the document says all that we can read. */
  readonly question?: PageQuestion;
  /** Which post the video belongs to, by the site's own id. Undefined: cannot tell, so no label can be tied to it. */
  readonly postOf: (place: LabelPlace) => string | undefined;
  /** `answer` is undefined when nobody answered. Never throws. */
  readonly read: (place: LabelPlace, answer: PageAnswer | undefined) => LabelReading;
}

export const UNREAD: LabelReading = { declares: [], isUnread: true };
export const NO_LABEL: LabelReading = { declares: [], isUnread: false };

/** A reading with nothing left open. */
export function labelled(...declares: readonly Declaration[]): LabelReading {
  return { declares, isUnread: false };
}

/** The one id that all of `ids` agree on. Undefined when there is none or they disagree: then it is anybody's label. */
export function onlyOne(ids: readonly (string | undefined)[]): string | undefined {
  const known = new Set(ids.filter((id) => id !== undefined));
  return known.size === 1 ? [...known][0] : undefined;
}

/** Links looked at in one post. */
const MOST_LINKS = 200;

/** The ids in links: the first group of `pattern` in the path of each address, whatever host it names. */
export function idsInLinks(links: Iterable<Element>, pattern: RegExp): readonly string[] {
  return [...links].slice(0, MOST_LINKS).flatMap((link) => {
    const href = link.getAttribute('href') ?? '';
    const path = URL.canParse(href, 'https://site.invalid/') ? new URL(href, 'https://site.invalid/').pathname : '';
    return pattern.exec(path)?.[1] ?? [];
  });
}
