import type { Facts } from '../../contracts/fact.ts';
import { isNonEmpty } from '../../contracts/non-empty.ts';
import type { PageAnswer, PageQuestion } from '../../contracts/page-question.ts';
import { askPage } from '../../platform/page/ask-page.ts';
import { now } from '../../platform/page/clock.ts';
import { readMarkup } from '../../sites/labels/page-markup.ts';
import { labelReaders } from '../../sites/labels/registry.ts';
import type { LabelPlace, LabelReader } from '../../sites/labels/shared/label-reader.ts';

/** How often the post of a video is looked at, ms; where links have to be searched for it. */
const LOOK_EVERY_MS = 1_000;
/**
 * What could not be read is tried again so long after the last time, ms, then called unread: a page changes its address
 * first and gets its data later.
 */
const TRY_AGAIN_AFTER_MS = [1_500, 5_000];

interface Reading {
  /** Address and media, looked at each time. */
  readonly scene: string;
  /** The site's id of the post. When this, the scene or the anchor changes, what was read belongs to something else. */
  readonly post: string | undefined;
  readonly anchor: Element;
  readonly lookedAtMs: number;
  /** What is told: that something could not be read only after the last try. */
  readonly facts: Facts;
  readonly isUnread: boolean;
  readonly tries: number;
  readonly readAtMs: number;
}

export interface SiteFactsPorts {
  readonly askPage: (question: PageQuestion, at: Element) => PageAnswer | undefined;
  readonly now: () => number;
  readonly address: () => string;
}

const PORTS: SiteFactsPorts = { askPage, now, address: () => location.href };

/** What the site, or on sites without labels the page's markup, declares about the videos of this document. */
export class SiteFacts {
  readonly #reader: LabelReader | undefined;
  readonly #ports: SiteFactsPorts;
  readonly #readings = new WeakMap<HTMLVideoElement, Reading>();

  constructor(adapterId: string, ports = PORTS) {
    this.#reader = labelReaders.find(({ site }) => site === adapterId);
    this.#ports = ports;
  }

  /**
   * What is known of a video now; the same object until something changes. Meant for videos that are looked at, as often
   * as one likes: the page is read once for each video and address, and a few times more while it could not be read.
   * `anchor` is the post that the site's adapter names.
   */
  of(video: HTMLVideoElement, anchor: Element): Facts {
    const last = this.#readings.get(video);
    const nowMs = this.#ports.now();
    const scene = `${this.#ports.address()} ${video.currentSrc}`;
    const isSameScene = last?.anchor === anchor && last.scene === scene;
    if (isSameScene && nowMs - last.lookedAtMs < LOOK_EVERY_MS) return last.facts;
    const place = { address: new URL(this.#ports.address()), video, anchor };
    const post = this.#reader?.postOf(place);
    const isSame = isSameScene && last.post === post;
    const next =
      isSame && !isDueAgain(last, nowMs)
        ? { ...last, lookedAtMs: nowMs }
        : { scene, post, anchor, lookedAtMs: nowMs, readAtMs: nowMs, ...this.#read(place, isSame ? last : undefined) };
    this.#readings.set(video, next);
    return next.facts;
  }

  #read(place: LabelPlace, last: Reading | undefined): Pick<Reading, 'facts' | 'isUnread' | 'tries'> {
    const tries = (last?.tries ?? 0) + 1;
    const { known, unread } =
      this.#reader === undefined ? factsOfPage(place.video) : this.#factsOfSite(this.#reader, place);
    const told = { known, unread: tries > TRY_AGAIN_AFTER_MS.length ? unread : [] };
    const facts = last !== undefined && JSON.stringify(told) === JSON.stringify(last.facts) ? last.facts : told;
    return { facts, isUnread: unread.length > 0, tries };
  }

  #factsOfSite(reader: LabelReader, place: LabelPlace): Facts {
    const answer = reader.question && this.#ports.askPage(reader.question, place.video);
    const { declares, isUnread } = reader.read(place, answer);
    return {
      known: isNonEmpty(declares) ? [{ source: 'site', site: reader.site, declares }] : [],
      unread: isUnread ? ['site'] : [],
    };
  }
}

function factsOfPage(video: HTMLVideoElement): Facts {
  const { known, isUnread } = readMarkup(video);
  return { known, unread: isUnread ? ['page'] : [] };
}

function isDueAgain({ isUnread, tries, readAtMs }: Reading, nowMs: number): boolean {
  const waitMs = TRY_AGAIN_AFTER_MS[tries - 1];
  return isUnread && waitMs !== undefined && nowMs - readAtMs >= waitMs;
}
