import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import type { Locale } from '../../tools/locale-entries.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';
const said = (language: string, key: string): string =>
  (JSON.parse(readFileSync(`_locales/${language}/messages.json`, 'utf8')) as Locale)[key]?.message ?? '';

describe('the language that a person chose', () => {
  let browser: Browser;
  let page: Page;

  const choose = async (language: string): Promise<void> => {
    const settings = { version: 2, chosen: { language } };
    await page.evaluate((value) => chrome.storage.local.set({ settings: value }), settings);
  };
  const shown = (): Promise<unknown> =>
    page.evaluate(() => {
      const { lang, dir } = document.documentElement;
      return { lang, dir, title: document.title };
    });

  beforeAll(async () => {
    const launched = await launchWithExtension({ dist: DIST, headless: true });
    browser = launched.browser;
    page = await browser.newPage();
    await page.goto(`chrome-extension://${launched.extensionId}/src/contexts/check-file/index.html`);
    await page.waitForFunction(`document.title !== ''`);
  });
  afterAll(() => browser.close());

  it.each([
    ['de', 'de', 'ltr'],
    ['ar', 'ar', 'rtl'],
    ['fa', 'fa', 'rtl'],
    ['he', 'he', 'rtl'],
    ['ur', 'ur', 'rtl'],
    ['pt_BR', 'pt-BR', 'ltr'],
    ['zh_TW', 'zh-TW', 'ltr'],
  ])('%s applies at once, and its pages read in its direction', async (language, lang, dir) => {
    await choose(language);
    await expect.poll(shown, { timeout: 10_000 }).toEqual({ lang, dir, title: said(language, 'popup_check_file') });
  });

  it.each(['xx', '../en', 'browser'])('%s leaves the browser’s own language', async (language) => {
    await choose('ar');
    await expect.poll(shown, { timeout: 10_000 }).toMatchObject({ dir: 'rtl' });
    await choose(language);
    await expect.poll(shown, { timeout: 10_000 }).toMatchObject({ lang: 'en', dir: 'ltr' });
  });
});
