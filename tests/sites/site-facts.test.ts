// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { SiteFacts } from '../../src/contexts/content/site-facts.ts';
import type { PageAnswer } from '../../src/contracts/page-question.ts';

const FIRST = 'aaaaaaaaaaa';
const SECOND = 'bbbbbbbbbbb';
const AI_ARTICLE = {
  onTap: { innertubeCommand: { urlEndpoint: { url: '//support.google.com/youtube/answer/15447836' } } },
};

/** What YouTube's page data say of a video, as the bridge brings it. */
function dataOf(id: string, isLabelled: boolean): PageAnswer {
  const sections = isLabelled ? [{ bodyText: { commandRuns: [AI_ARTICLE] } }] : [];
  return [{ watchId: [id], reelId: [], playerId: [id], itemCounts: [2], sections }];
}

const LABEL = { known: [{ source: 'site', site: 'youtube', declares: ['made-with-ai'] }], unread: [] };
const NOTHING = { known: [], unread: [] };
const UNREAD = { known: [], unread: ['site'] };

/** A page of YouTube whose address, data and clock are set by the test. */
class Page {
  answer: PageAnswer | undefined;
  address = `https://www.youtube.com/watch?v=${FIRST}`;
  nowMs = 0;
  reads = 0;
  readonly facts = new SiteFacts('youtube', {
    askPage: () => {
      this.reads += 1;
      return this.answer;
    },
    now: () => this.nowMs,
    address: () => this.address,
  });
  readonly player = document.createElement('div');
  readonly video = document.createElement('video');

  constructor(answer: PageAnswer | undefined) {
    this.answer = answer;
    this.player.append(this.video);
  }

  look(): unknown {
    return this.facts.of(this.video, this.player);
  }

  /** Looks four times a second, as the content script does. */
  watch(seconds: number): unknown {
    for (let turn = 0; turn < seconds * 4; turn += 1) {
      this.nowMs += 250;
      this.look();
    }
    return this.look();
  }
}

describe('facts of a site', () => {
  test('a label is read once and stays the same object', () => {
    const page = new Page(dataOf(FIRST, true));
    const first = page.look();
    expect(first).toEqual(LABEL);
    expect(page.watch(60)).toBe(first);
    expect(page.reads).toBe(1);
  });

  test('what cannot be read is called unread only after three tries in seven seconds', () => {
    const page = new Page(undefined);
    expect(page.watch(4)).toEqual(NOTHING);
    expect(page.watch(4)).toEqual(UNREAD);
    expect(page.watch(60)).toEqual(UNREAD);
    expect(page.reads).toBe(3);
  });

  test('data that come late are read', () => {
    const page = new Page(undefined);
    page.look();
    page.answer = dataOf(FIRST, true);
    expect(page.watch(3)).toEqual(LABEL);
    expect(page.reads).toBe(2);
  });

  test('with another address the label is gone at once, while the data are still those of the video before', () => {
    const page = new Page(dataOf(FIRST, true));
    expect(page.watch(1)).toEqual(LABEL);
    page.address = `https://www.youtube.com/watch?v=${SECOND}`;
    expect(page.look()).toEqual(NOTHING);
    page.answer = dataOf(SECOND, false);
    expect(page.watch(3)).toEqual(NOTHING);
    page.watch(30);
    expect(page.reads).toBe(3);
  });

  test('another post or another player is read anew', () => {
    const page = new Page(dataOf(FIRST, true));
    page.look();
    const other = document.createElement('div');
    expect(page.facts.of(page.video, other)).toEqual(LABEL);
    expect(page.reads).toBe(2);
  });
});

describe('facts of a page whose site has no labels', () => {
  beforeEach(() => {
    document.body.innerHTML = `<script type="application/ld+json">{"@type":"ClaimReview"}</script><video></video>`;
  });

  test('come from its markup, and no script of the page is asked', () => {
    const video = document.querySelector('video');
    const facts = new SiteFacts('generic', {
      askPage: () => {
        throw new Error('asked');
      },
      now: () => 0,
      address: () => 'https://news.example/',
    });
    expect(video && facts.of(video, document.body)).toEqual({
      known: [{ source: 'page', declares: ['fact-check'] }],
      unread: [],
    });
  });

  test('markup that is huge, deep or broken costs little and is unread', () => {
    const nested = `${'{"a":'.repeat(40)}{"@type":"ClaimReview"}${'}'.repeat(40)}`;
    const many = JSON.stringify(Array.from({ length: 20_000 }, () => ({ '@type': 'ClaimReview' })));
    const huge = `{"@type":"ClaimReview","text":"${'x'.repeat(5_000_000)}"}`;
    for (const text of [nested, many, huge, '{"@type":"ClaimReview"']) {
      const [script, video] = [document.querySelector('script'), document.createElement('video')];
      if (script !== null) script.textContent = text;
      document.body.append(video);
      let nowMs = 0;
      const facts = new SiteFacts('generic', {
        askPage: () => [],
        now: () => nowMs,
        address: () => 'https://a.example/',
      });
      const startedMs = performance.now();
      for (; nowMs < 10_000; nowMs += 500) facts.of(video, document.body);
      expect(facts.of(video, document.body)).toEqual({ known: [], unread: ['page'] });
      expect(performance.now() - startedMs).toBeLessThan(3_000);
    }
  });
});
