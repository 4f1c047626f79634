// @vitest-environment happy-dom
import type { DetachedWindowAPI } from 'happy-dom';
import { beforeAll, describe, expect, test } from 'vitest';
import { closestAcross, type SiteAdapter, type VideoRole } from '../../src/sites/adapter.ts';
import { adapterFor, adapters } from '../../src/sites/registry.ts';
import { seededRandom } from '../../demo/clips/random.ts';
import { copyNode, mutatePage, type PageNode } from './mutate-page.ts';
import { layOutByAttribute, parsePage, raisePage, savedPages, type SavedPage } from './saved-page.ts';

const PAGES = savedPages();
const MUTATED_PAGES = 1000;

const pagesOf = (adapter: SiteAdapter): readonly SavedPage[] => PAGES.filter((page) => page.adapter === adapter.id);
const nameOf = (video: Element): string => video.getAttribute('data-video') ?? 'nameless';
const wordOf = (role: VideoRole): string => (role.kind === 'content' ? 'content' : role.because);

function mutated(source: PageNode | undefined, seed: number): PageNode {
  const page = copyNode(source ?? { tag: 'div', attributes: new Map(), children: [] });
  mutatePage(page, seededRandom(seed));
  return page;
}

beforeAll(layOutByAttribute);

describe.each(adapters)('$id', (adapter) => {
  test('has a saved page with a content video, and on every page a video that must not be picked', () => {
    const pages = pagesOf(adapter);
    expect(pages).not.toHaveLength(0);
    expect(pages.flatMap(({ expected }) => Object.values(expected.videos))).toContain('content');
    for (const { expected } of pages) {
      expect(Object.values(expected.videos).some((role) => role !== 'content')).toBe(true);
    }
  });

  test.each(pagesOf(adapter))('gives every video of $name its role, and content its post', ({ html, expected }) => {
    const videos = raisePage(parsePage(html));
    const roles = new Map(videos.map((video) => [nameOf(video), adapter.roleOf(video)]));
    expect(Object.fromEntries([...roles].map(([name, role]) => [name, wordOf(role)]))).toEqual(expected.videos);
    for (const [name, role] of roles) {
      if (role.kind === 'content') expect(role.anchor.getAttribute('data-anchor')).toBe(name);
    }
  });

  test.each(pagesOf(adapter))('is chosen on $name by its host or by the page', ({ html, expected }) => {
    raisePage(parsePage(html));
    expect(adapterFor(expected.host, document).id).toBe(adapter.id);
  });

  test.each(pagesOf(adapter))(
    'finds in $name that exactly the videos under a mark are not content',
    ({ html, expected }) => {
      for (const video of raisePage(parsePage(html))) {
        const isMarked = closestAcross(video, '[data-mark=""]') !== null;
        expect([nameOf(video), isMarked]).toEqual([nameOf(video), expected.videos[nameOf(video)] !== 'content']);
      }
    },
  );

  test(`never throws and never picks a marked video on ${MUTATED_PAGES} mutated pages`, { timeout: 120_000 }, () => {
    const sources = pagesOf(adapter).map(({ html }) => parsePage(html));
    const picked: string[] = [];
    let marked = 0;
    let unmarked = 0;
    for (let seed = 0; seed < MUTATED_PAGES; seed++) {
      for (const video of raisePage(mutated(sources[seed % sources.length], seed))) {
        const role = adapter.roleOf(video);
        const isMarked = closestAcross(video, '[data-mark=""]') !== null;
        if (isMarked) marked++;
        else unmarked++;
        if (isMarked && role.kind === 'content') picked.push(`seed ${seed}: ${nameOf(video)}`);
      }
    }
    expect(picked).toEqual([]);
    // Mutation must not have emptied the pages: then there would be nothing to pick wrongly.
    expect(marked).toBeGreaterThan(MUTATED_PAGES / 2);
    expect(unmarked).toBeGreaterThan(MUTATED_PAGES / 2);
  });

  test('takes a bare video for content, with its parent as the post', () => {
    const [video] = raisePage(parsePage('<section><video src="blob:bare"></video></section>'));
    const role = video && adapter.roleOf(video);
    expect(role).toEqual({ kind: 'content', anchor: video?.parentElement });
  });

  test('has an answer for a video that is in no document', () => {
    expect(adapter.roleOf(document.createElement('video')).kind).toBe('content');
  });
});

describe('mutated pages', () => {
  const source = PAGES.find(({ name }) => name === 'generic/news');
  const written = (seed: number): string => {
    raisePage(mutated(parsePage(source?.html ?? ''), seed));
    return document.body.innerHTML;
  };

  test('are the same for the same seed and differ between seeds', () => {
    const pages = Array.from({ length: 50 }, (_unused, seed) => written(seed));
    expect(Array.from({ length: 50 }, (_unused, seed) => written(seed))).toEqual(pages);
    expect(new Set(pages).size).toBeGreaterThan(45);
  });
});

describe('one player over time', () => {
  test('a YouTube player is not content while an advertisement runs in it, and content again afterwards', () => {
    const page = PAGES.find(({ name }) => name === 'youtube/watch-with-ad');
    const video = raisePage(parsePage(page?.html ?? '')).find((each) => nameOf(each) === 'break');
    const player = video?.closest('#movie_player');
    const youtube = adapterFor('www.youtube.com');
    const roles = [['ad-showing', 'ad-interrupting'], ['ad-interrupting'], []].map((classes) => {
      player?.setAttribute('class', ['html5-video-player', ...classes].join(' '));
      return video && wordOf(youtube.roleOf(video));
    });
    expect(roles).toEqual(['advertisement', 'advertisement', 'content']);
  });
});

describe('a page background', () => {
  const roleOfHero = (attributes: string): string => {
    const [video] = raisePage(parsePage(`<header><video ${attributes}></video></header>`));
    return video === undefined ? 'no video' : wordOf(adapterFor('gazette.example').roleOf(video));
  };

  test.each([
    ['muted loop autoplay data-box="0 0 1024 600"', 'decoration'],
    ['muted loop autoplay controls data-box="0 0 1024 600"', 'content'],
    ['loop autoplay data-box="0 0 1024 600"', 'content'],
    ['muted autoplay data-box="0 0 1024 600"', 'content'],
    ['muted loop autoplay data-box="0 0 800 600"', 'content'],
    ['muted loop autoplay data-box="0 0 1024 300"', 'content'],
  ])('%s is %s', (attributes, role) => {
    expect(roleOfHero(attributes)).toBe(role);
  });
});

describe('an avatar', () => {
  const roleOfRound = (style: string, box: string): string => {
    const [video] = raisePage(parsePage(`<i><video style="${style}" data-box="${box}"></video></i>`));
    return video === undefined ? 'no video' : wordOf(adapterFor('gazette.example').roleOf(video));
  };

  test.each([
    ['border-radius: 50%', '0 0 96 96', 'avatar'],
    ['border-radius: 48px', '0 0 96 96', 'avatar'],
    ['border-radius: 9999px', '0 0 96 96', 'avatar'],
    ['border-radius: 8px', '0 0 96 96', 'content'],
    ['border-radius: 50%', '0 0 400 400', 'content'],
    ['border-radius: 50%', '0 0 180 101', 'content'],
    ['', '0 0 96 96', 'content'],
  ])('%s at %s is %s', (style, box, role) => {
    expect(roleOfRound(style, box)).toBe(role);
  });
});

describe('adapterFor', () => {
  test.each([
    ['youtube.com', 'youtube'],
    ['www.youtube.com', 'youtube'],
    ['WWW.YouTube.com.', 'youtube'],
    ['www.youtube-nocookie.com', 'youtube'],
    ['x.com', 'x'],
    ['mobile.twitter.com', 'x'],
    ['m.facebook.com', 'facebook'],
    ['www.threads.net', 'threads'],
    ['old.reddit.com', 'reddit'],
    ['www.pinterest.co.uk', 'pinterest'],
    ['mastodon.social', 'mastodon'],
    ['youtube.com.evil.example', 'generic'],
    ['notyoutube.com', 'generic'],
    ['notx.com', 'generic'],
    ['x.com.evil.example', 'generic'],
    ['netflix.com', 'generic'],
    ['xcom', 'generic'],
    ['com', 'generic'],
    ['', 'generic'],
  ])('%s is for %s', (host, id) => {
    expect(adapterFor(host).id).toBe(id);
  });

  test('recognises Mastodon on a host of its own by its mount or its generator, and not by a word in the page', () => {
    raisePage(parsePage('<div id="mastodon" class="app-holder"></div>'));
    expect(adapterFor('social.example', document).id).toBe('mastodon');
    raisePage(parsePage('<meta name="generator" content="Mastodon 4.5.0">'));
    expect(adapterFor('social.example', document).id).toBe('mastodon');
    raisePage(parsePage('<h2 id="mastodon">Mastodon</h2>'));
    expect(adapterFor('social.example', document).id).toBe('generic');
    expect(adapterFor('youtube.com', document).id).toBe('youtube');
  });
});

describe('a frame of an advertising host', () => {
  test('holds advertisements only', () => {
    const [video] = raisePage(parsePage('<video controls src="blob:ad"></video>'));
    const before = location.href;
    const { happyDOM: browser } = window as unknown as { happyDOM: DetachedWindowAPI };
    browser.setURL('https://tpc.googlesyndication.com/safeframe/');
    expect(video && wordOf(adapterFor(location.hostname).roleOf(video))).toBe('advertisement');
    browser.setURL('https://googlesyndication.com.evil.example/');
    expect(video && wordOf(adapterFor(location.hostname).roleOf(video))).toBe('content');
    browser.setURL(before);
  });
});

describe('closestAcross', () => {
  test('walks out of nested shadow roots, open and closed, and finds nothing where nothing is', () => {
    const page = PAGES.find(({ name }) => name === 'reddit/home');
    const video = raisePage(parsePage(page?.html ?? '')).find((each) => nameOf(each) === 'nested');
    expect(video && closestAcross(video, '#t3_2')?.localName).toBe('shreddit-post');
    expect(video && closestAcross(video, '.nowhere')).toBeNull();
  });

  test('does not take the host of a detached link for the host of a shadow root', () => {
    const link = document.createElement('a');
    link.href = 'https://gazette.example/';
    const video = document.createElement('video');
    link.append(video);
    expect(closestAcross(video, '.nowhere')).toBeNull();
  });
});
