import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import type { Locale } from '../../tools/locale-entries.ts';
import { pseudoLocale } from '../support/pseudo-locale.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';
const CONTEXTS = 'src/contexts';
/** Pages that nobody sees. */
const UNSEEN = ['offscreen', 'background', 'event-page'];
const pages = readdirSync(CONTEXTS).filter(
  (name) => !UNSEEN.includes(name) && existsSync(join(CONTEXTS, name, 'index.html')),
);

/** Texts of the page that were never looked up: not in the brackets that every looked-up text is in. */
const UNTRANSLATED = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim();
    const isOurs = node.parentElement.closest('[translate=no], bdi, code, [lang], script, style, h1') === null;
    if (isOurs && /\\p{L}{2}/u.test(words) && !/⟦[^]*⟧/u.test(words)) found.push(words);
  }
  return found;
})()`;

/** Elements whose text does not fit and is hidden, and a page wider than its window. */
const CUT_OFF = `(() => {
  const cut = [...document.querySelectorAll('body *')].filter((element) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(element);
    if (element.checkVisibility() === false || clipPath !== 'none') return false;
    const hidesX = overflowX === 'hidden' || overflowX === 'clip';
    const hidesY = overflowY === 'hidden' || overflowY === 'clip';
    return (hidesX && element.scrollWidth > element.clientWidth + 1) || (hidesY && element.scrollHeight > element.clientHeight + 1);
  });
  const tooWide = document.documentElement.scrollWidth > innerWidth + 1 ? ['the page is wider than its window'] : [];
  return [...cut.map((element) => element.outerHTML.slice(0, 120)), ...tooWide];
})()`;

describe('in a language two fifths longer than English', () => {
  let folder: string;
  let browser: Browser;
  let extensionId: string;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'second-look-pseudo-'));
    cpSync(DIST, folder, { recursive: true });
    const path = join(folder, '_locales/en/messages.json');
    const english = JSON.parse(readFileSync(path, 'utf8')) as Locale;
    writeFileSync(path, JSON.stringify(pseudoLocale(english)));
    ({ browser, extensionId } = await launchWithExtension({ dist: folder, headless: true }));
    page = await browser.newPage();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it.each(pages)('nothing on the page %s is cut off or was never looked up, in a narrow window too', async (name) => {
    await page.goto(`chrome-extension://${extensionId}/${CONTEXTS}/${name}/index.html`);
    await page.waitForFunction(`document.body.textContent.includes('⟦')`, { timeout: 20_000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await page.evaluate(UNTRANSLATED)).toEqual([]);
    for (const width of [1000, 340]) {
      await page.setViewport({ width, height: 800 });
      expect(await page.evaluate(CUT_OFF)).toEqual([]);
    }
  });
});
