import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIPS, makeClips } from '../../demo/make-clips.ts';
import { TWIN_SEEDS, twinPair } from '../../demo/rows.ts';
import { startServer, type LoopbackServer } from '../../demo/server.ts';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import { judgedSighting } from '../../tools/report-pages.ts';
import { violationsOn } from './axe.ts';

/** Pictures of our own pages in every dress, kept to be looked at; those of badge and card: gallery.test.ts. */
const SHOTS = 'demo/out/shots/pages';
const LANGUAGES = [
  ['en', 'ltr'],
  ['ar', 'rtl'],
] as const;
const SCHEMES = ['light', 'dark'] as const;
const NAMES = ['popup', 'settings', 'tips', 'report', 'first-run', 'check-file', 'verify'] as const;
type Name = (typeof NAMES)[number];

let folder: string;
let server: LoopbackServer;
let browser: Browser;
let origin: string;
let feed: Page;
const pages = new Map<Name, { readonly page: Page; readonly inspector: CDPSession }>();

const shown = (name: Name): { readonly page: Page; readonly inspector: CDPSession } => {
  const found = pages.get(name);
  if (found === undefined) throw new Error(`${name} is not open`);
  return found;
};

async function open(name: Name, query: string, isThere: string): Promise<void> {
  const page = await browser.newPage();
  await page.setViewport({ width: name === 'popup' ? 400 : 1000, height: 800 });
  await page.goto(`${origin}/src/contexts/${name}/index.html${query}`);
  await page.waitForSelector(isThere);
  pages.set(name, { page, inspector: await page.createCDPSession() });
}

/** Applied in every page that is open, as everywhere. */
async function speak(language: string): Promise<void> {
  const { page } = shown('settings');
  await page.evaluate(
    async (chosen) => {
      await chrome.storage.local.set({ settings: { version: 2, chosen } });
    },
    { language },
  );
  for (const name of NAMES)
    await shown(name).page.waitForFunction(`document.documentElement.lang === '${language}'`, { polling: 100 });
}

/** Puppeteer's own call knows no forced colours. */
async function dress(
  name: Name,
  features: readonly { readonly name: string; readonly value: string }[],
): Promise<Page> {
  const { page, inspector } = shown(name);
  await inspector.send('Emulation.setEmulatedMedia', { features: [...features] });
  await page.bringToFront();
  return page;
}

// Beyond the viewport, a page written from the right comes out shifted.
const shoot = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true, captureBeyondViewport: false });

beforeAll(async () => {
  rmSync(SHOTS, { recursive: true, force: true });
  mkdirSync(SHOTS, { recursive: true });
  const [seed = 1] = TWIN_SEEDS;
  const [clip] = await makeClips([twinPair(seed).twin]);
  if (clip === undefined) throw new Error('the clip was not made');
  folder = mkdtempSync(join(tmpdir(), 'second-look-looks-'));
  const video = `src="/clips/${clip.name}" muted loop`;
  writeFileSync(
    join(folder, 'feed.html'),
    `<!doctype html><title>Feed</title><video ${video} autoplay width="480"></video><video ${video} width="60"></video>`,
  );
  server = await startServer({ folders: { pages: folder, clips: CLIPS } });
  const launched = await launchWithExtension({ dist: process.env['SECOND_LOOK_DIST'] ?? 'dist', headless: true });
  browser = launched.browser;
  origin = `chrome-extension://${launched.extensionId}`;
  feed = await browser.newPage();
  await feed.goto(`${server.origin}/pages/feed.html`);
  const { id } = await judgedSighting(browser, launched.extensionId, feed);
  await open('settings', '', '#export-settings');
  const tab = await shown('settings').page.evaluate(
    async (url) => (await chrome.tabs.query({})).find((one) => one.url === url)?.id,
    feed.url(),
  );
  await open('popup', `?tab=${String(tab)}`, '.sightings canvas.thumbnail');
  await open('report', `?tab=${String(tab)}&sighting=${id}`, 'article.report');
  await open('tips', '', '.practice');
  await open('first-run', '', '.example');
  await open('check-file', '', '#files');
  await open('verify', '', '#report-file');
  for (const { page } of pages.values()) {
    await page.$$eval('details', (all) => {
      for (const details of all) details.open = true;
    });
  }
}, 400_000);

afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

describe.each(LANGUAGES)('in %s, written %s', (language, direction) => {
  beforeAll(() => speak(language));

  describe.each(NAMES)('the page %s', (name) => {
    it.each(SCHEMES)('has nothing that axe-core finds wrong in %s colours', async (scheme) => {
      const page = await dress(name, [{ name: 'prefers-color-scheme', value: scheme }]);
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(direction);
      await shoot(page, `${name}-${scheme}-${language}`);
      expect(await violationsOn(page)).toEqual([]);
    });

    it('can be read in forced colours, and in text twice as large without scrolling sideways', async () => {
      const page = await dress(name, [{ name: 'forced-colors', value: 'active' }]);
      await shoot(page, `${name}-forced-colours-${language}`);
      expect(await violationsOn(page)).toEqual([]);
      await dress(name, []);
      await page.$eval('html', (root) => {
        root.style.fontSize = '200%';
      });
      await shoot(page, `${name}-large-text-${language}`);
      const tooWide = await page.$eval('html', (root) => root.scrollWidth - root.clientWidth);
      await page.$eval('html', (root) => {
        root.style.fontSize = '';
      });
      expect(tooWide).toBeLessThanOrEqual(0);
    });
  });
});
