import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterOurWorld } from '../../bench/our-world.ts';
import { CLIPS, makeClips } from '../../demo/make-clips.ts';
import { TWIN_SEEDS, twinPair } from '../../demo/rows.ts';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import { OurLayer, type Box } from './our-layer.ts';
import { playerPage, PLAYERS, type Player } from './players.ts';

const CHECKED = { timeout: 60_000, interval: 200 };
const FOLLOWED = { timeout: 3_000, interval: 50 };

let browser: Browser;
let extensionId: string;
let server: Server;
let origin: string;
/** A page of the extension. */
let own: Page;
let page: Page;
let ours: OurLayer;

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Pieces of the page that are no layer over the whole video. */
const pieces = (): Promise<Box[]> =>
  page.$$eval('[data-piece]', (elements) =>
    elements
      .map((element) => element.getBoundingClientRect())
      .filter(({ width, height }) => width * height < 0.5 * innerWidth * innerHeight && height < 200)
      .map(({ x, y, width, height }) => ({ x, y, width, height })),
  );
const covered = async (): Promise<readonly Box[]> => {
  const badge = [...(await ours.boxes('.mark')), ...(await ours.boxes('.beside'))];
  return (await pieces()).filter((piece) => badge.some((part) => overlaps(part, piece)));
};
const video = (): Promise<Box> =>
  page.$eval('video', (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });
/** Where the badge's shape lies on the video, from its upper left corner. */
const offset = async (): Promise<{ x: number; y: number } | undefined> => {
  const [mark] = await ours.boxes('.mark');
  const { x, y } = await video();
  return mark && { x: Math.round(mark.x - Math.max(0, x)), y: Math.round(mark.y - Math.max(0, y)) };
};
const show = async (player: Player): Promise<void> => {
  await page.goto(`${origin}/${encodeURIComponent(player.site)}`);
  await page.bringToFront();
};
const speaksUp = async (): Promise<boolean> => /speaks-up|compact/.test((await ours.classes()) ?? '');

beforeAll(async () => {
  const [seed = 1] = TWIN_SEEDS;
  const [clip] = await makeClips([twinPair(seed).twin]);
  if (clip === undefined) throw new Error('the clip was not made');
  const bytes = readFileSync(join(CLIPS, clip.name));
  server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '/').slice(1));
    const player = PLAYERS.find(({ site }) => site === name);
    if (player !== undefined) {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(playerPage(player, `/${clip.name}`));
    } else {
      response.setHeader('content-type', clip.name.endsWith('mp4') ? 'video/mp4' : 'video/webm').end(bytes);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const launched = await launchWithExtension({
    dist: process.env['SECOND_LOOK_DIST'] ?? 'dist',
    headless: true,
  });
  ({ browser, extensionId } = launched);
  own = await browser.newPage();
  await own.goto(`chrome-extension://${extensionId}/src/contexts/popup/index.html`);
  // Weaker signs speak up too: the badge is as wide as it gets.
  await own.evaluate(() => chrome.storage.local.set({ settings: { version: 2, chosen: { sensitivity: 'standard' } } }));
  page = await browser.newPage();
  await page.setViewport({ width: 1000, height: 900 });
  ours = await OurLayer.of(page);
}, 400_000);
afterAll(async () => {
  await browser.close();
  server.close();
});

describe('a badge that speaks up covers no control, caption or button', () => {
  it.each(PLAYERS)('of $site', async (player) => {
    await show(player);
    await expect.poll(speaksUp, CHECKED).toBe(true);
    expect((await pieces()).length).toBeGreaterThan(0);
    await expect.poll(async () => (await ours.boxes('.mark')).length, FOLLOWED).toBe(1);
    expect(await covered()).toEqual([]);
    const [mark] = await ours.boxes('.mark');
    expect(mark && overlaps(mark, await video())).toBe(true);
  });
});

/** In our world on the page, asking what lies at a point takes 20 ms from now on, as on a page of a thousand videos. */
const ASK_SLOWLY = `(() => {
  const ask = Document.prototype.elementFromPoint;
  let asked = 0;
  globalThis.askedInTasks = [];
  Document.prototype.elementFromPoint = function (...at) {
    if (asked === 0) queueMicrotask(() => { askedInTasks.push(asked); asked = 0; });
    asked += 1;
    for (const until = performance.now() + 20; performance.now() < until;);
    return ask.apply(this, at);
  };
})()`;
/** One to make sure of a seat, one to find another, one to see whether it is in sight. */
const MOST_ASKED_AT_ONCE = 3;

describe('where asking what lies at a point takes long, a badge', () => {
  it.each(PLAYERS.slice(0, 4))('asks little at a time and covers nothing all the same of $site', async (player) => {
    await show(player);
    const world = await enterOurWorld(page, extensionId);
    await world.evaluate(ASK_SLOWLY);
    await expect.poll(speaksUp, CHECKED).toBe(true);
    await expect.poll(async () => (await ours.boxes('.mark')).length, FOLLOWED).toBe(1);
    expect(await covered()).toEqual([]);
    const asked = (await world.evaluate('askedInTasks')) as readonly number[];
    expect(asked.length).toBeGreaterThan(0);
    expect(Math.max(...asked)).toBeLessThanOrEqual(MOST_ASKED_AT_ONCE);
    await world.session.detach();
  });
});

describe('a badge follows its video', () => {
  const [watch] = PLAYERS;
  const stays = async (): Promise<void> => {
    await expect.poll(offset, FOLLOWED).toEqual({ x: 8, y: 8 });
  };

  it('through scrolling, also where only its lower part is in view', async () => {
    if (watch === undefined) throw new Error('no player');
    await show(watch);
    await expect.poll(speaksUp, CHECKED).toBe(true);
    await stays();
    await page.evaluate(() => scrollTo(0, 250));
    await stays();
    await page.evaluate(() => scrollTo(0, 1_500));
    await expect.poll(async () => (await ours.boxes('.mark')).length, FOLLOWED).toBe(0);
    await page.evaluate(() => scrollTo(0, 0));
    await stays();
  });

  it('through theatre mode, where the player grows and moves', async () => {
    await page.$eval('article', (article) => article.setAttribute('style', 'margin:20px 0 900px 0'));
    await page.$eval('.player', (player) => player.setAttribute('style', 'position:relative;width:980px;height:551px'));
    await stays();
    expect(await covered()).toEqual([]);
  });

  it('into fullscreen and out again', async () => {
    await page.evaluate(() => {
      const button = document.createElement('button');
      button.id = 'full';
      button.textContent = 'Full';
      button.onclick = () => void document.querySelector('.player')?.requestFullscreen();
      document.body.append(button);
    });
    await page.$eval('#full', (button) => button.scrollIntoView());
    await page.click('#full');
    await page.waitForFunction('document.fullscreenElement !== null');
    await stays();
    await page.evaluate(() => document.exitFullscreen());
    await page.waitForFunction('document.fullscreenElement === null');
    await page.evaluate(() => scrollTo(0, 0));
    await stays();
  });

  it('through zoom', async () => {
    for (const factor of [2, 0.5, 1]) {
      await own.evaluate(
        async (zoom, url) => {
          const [tab] = (await chrome.tabs.query({})).filter((one) => one.url === url);
          await chrome.tabs.setZoom(tab?.id ?? -1, zoom);
        },
        factor,
        page.url(),
      );
      await page.waitForFunction((zoom) => devicePixelRatio === zoom, {}, factor);
      await stays();
    }
  });

  it('through a turn of the screen', async () => {
    await page.setViewport({ width: 500, height: 900 });
    await stays();
    await page.setViewport({ width: 900, height: 500 });
    await stays();
  });

  describe('where nothing stirred for a while', () => {
    /** Milliseconds until the badge is at its place again. */
    const lag = async (move: () => Promise<void>): Promise<number> => {
      await stays();
      await rest(4_000);
      await move();
      const from = performance.now();
      await expect.poll(offset, { ...FOLLOWED, interval: 20 }).toEqual({ x: 8, y: 8 });
      return performance.now() - from;
    };
    const style = (look: string): Promise<void> =>
      page.$eval('.player', (player, wanted) => player.setAttribute('style', wanted), look);

    it('within a little over a second when a script shifts it, which no event tells of', async () => {
      expect(await lag(() => style('position:relative;top:80px;width:800px;height:450px'))).toBeLessThan(1_500);
    });

    it('four times a second again while it glides', async () => {
      const glide = 'position:relative;width:800px;height:450px;transition:top 2s linear;top:';
      await style(`${glide}60px`);
      await stays();
      await rest(4_000);
      await style(`${glide}160px`);
      await rest(700);
      const places = new Set<number>();
      const until = performance.now() + 1_000;
      while (performance.now() < until) {
        const [mark] = await ours.boxes('.mark');
        if (mark !== undefined) places.add(mark.y);
        await rest(20);
      }
      expect(places.size).toBeGreaterThanOrEqual(3);
    });

    it('when the player grows, also while nobody looks', async () => {
      await style('position:relative;width:800px;height:450px');
      await stays();
      const world = await enterOurWorld(page, extensionId);
      await world.evaluate('for (let timer = 1; timer < 100_000; timer += 1) clearInterval(timer)');
      await world.session.detach();
      await style('position:relative;top:40px;width:900px;height:506px');
      await stays();
      if (watch === undefined) throw new Error('no player');
      await show(watch);
      await expect.poll(speaksUp, CHECKED).toBe(true);
    });
  });

  it('away from a button that the page puts under it', async () => {
    await page.setViewport({ width: 1000, height: 900 });
    await stays();
    await page.evaluate(() => {
      const late = document.createElement('button');
      late.dataset['piece'] = '';
      late.textContent = 'Join';
      late.style.cssText = 'position:absolute;left:0;top:0;width:90px;height:44px';
      document.querySelector('.player')?.append(late);
    });
    const isClear = async (): Promise<boolean> =>
      (await ours.boxes('.mark')).length === 1 && (await covered()).length === 0;
    await expect.poll(isClear, { timeout: 8_000, interval: 100 }).toBe(true);
  });
});

/** In our world on the page, the detectors are sure of each face from now on: whether they are is not what is tested. */
const MAKE_SURE = `(() => {
  const connect = chrome.runtime.connect;
  chrome.runtime.connect = (...asked) => {
    const port = connect.apply(chrome.runtime, asked);
    // Heard first: the same object goes on to whoever else listens.
    port.onMessage.addListener(({ outcome }) => {
      for (const { scores } of outcome?.value?.faces ?? []) for (const score of scores) score.evidence = 12;
    });
    return port;
  };
})()`;

describe('a video in a window of its own (picture-in-picture)', () => {
  const states = (): Promise<string[]> =>
    own.evaluate(async (url) => {
      const [tab] = (await chrome.tabs.query({})).filter((one) => one.url === url);
      const port = chrome.tabs.connect(tab?.id ?? -1, { name: 'tab' });
      return new Promise<string[]>((resolve) => {
        port.onMessage.addListener(({ report }: { report?: { sightings: { verdict: { state: string } }[] } }) => {
          port.disconnect();
          resolve((report?.sightings ?? []).map(({ verdict }) => verdict.state));
        });
      });
    }, page.url());

  const tabId = (): Promise<number> =>
    own.evaluate(async (url) => (await chrome.tabs.query({})).find((one) => one.url === url)?.id ?? -1, page.url());
  /** What stands on the toolbar's button of a tab. */
  const mark = (tab: number): Promise<string> => own.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tab);

  it('is looked at wherever its place on the page is, and the popup says so', async () => {
    const [watch] = PLAYERS;
    if (watch === undefined) throw new Error('no player');
    await page.setViewport({ width: 1000, height: 900 });
    // Nothing is to be looked at before its time.
    const waits = await page.evaluateOnNewDocument(() => {
      const pause = ({ target }: Event): void => (target as HTMLVideoElement).pause();
      document.addEventListener('play', pause, { capture: true, once: true });
    });
    await show(watch);
    await page.removeScriptToEvaluateOnNewDocument(waits.identifier);
    const world = await enterOurWorld(page, extensionId);
    await world.evaluate(MAKE_SURE);
    await world.session.detach();
    await page.evaluate(() => {
      const video = document.querySelector('video');
      const button = document.createElement('button');
      button.id = 'apart';
      button.textContent = 'Apart';
      button.style.cssText = 'position:fixed;right:0;bottom:0;z-index:9';
      button.onclick = () => void video?.requestPictureInPicture();
      document.body.append(button);
      document.body.style.paddingBottom = '3000px';
      scrollTo(0, 2_500);
    });
    await expect.poll(states, CHECKED).toEqual(['not-checked']);
    await page.click('#apart');
    await page.waitForFunction('document.pictureInPictureElement !== null');
    await page.evaluate(() => void document.querySelector('video')?.play());
    await expect.poll(async () => (await states())[0], CHECKED).toBe('strong-signs');
    expect(await ours.boxes('.mark')).toEqual([]);
  });

  it('is counted on the toolbar, and still when the window is closed; no longer when another page is there', async () => {
    const tab = await tabId();
    await expect.poll(() => mark(tab), FOLLOWED).toBe('1');
    expect(await ours.boxes('.mark')).toEqual([]);
    await page.evaluate(() => document.exitPictureInPicture());
    await page.waitForFunction('document.pictureInPictureElement === null');
    expect(await states()).toEqual(['strong-signs']);
    expect(await mark(tab)).toBe('1');
    await page.goto('about:blank');
    await expect.poll(() => mark(tab), FOLLOWED).toBe('');
  });
});
