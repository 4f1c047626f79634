import { TargetType, type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_VERDICTS } from '../../src/core/show/example-verdicts.ts';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import { violationsOn } from './axe.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';
const ADDRESS = '/first-run/index.html';

describe('the first run', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    ({ browser } = await launchWithExtension({ dist: DIST, headless: true, keepsFirstRun: true }));
    const target = await browser.waitForTarget((one) => one.url().endsWith(ADDRESS));
    page = (await target.page()) as Page;
    await page.waitForSelector('.example');
    await page.bringToFront();
  });
  afterAll(() => browser.close());

  it('opens one page by itself, which asks nobody for anything', async () => {
    const pages = (await browser.pages()).filter((one) => one.url().endsWith(ADDRESS));
    expect(pages).toHaveLength(1);
    const outside = await page.evaluate(() =>
      performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith(location.origin)),
    );
    expect(outside).toEqual([]);
    expect(await page.$eval('main', (main) => main.textContent)).not.toMatch(/first_|state_|meaning_/);
  });

  it.each(['light', 'dark'])('axe-core finds nothing wrong at any mark in %s colours', async (scheme) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const { state } of EXAMPLE_VERDICTS) {
      await page.waitForSelector(`.mark.${state}`);
      expect(await violationsOn(page)).toEqual([]);
      await page.click('#next-example');
    }
  });

  it('is walked by key: the next mark is said, then come the links', async () => {
    const first = await page.$eval('[role=status]', (said) => said.textContent);
    await page.focus('#next-example');
    await page.keyboard.press('Enter');
    await page.waitForFunction((before) => document.querySelector('[role=status]')?.textContent !== before, {}, first);
    const reached: string[] = [];
    for (let pressed = 0; pressed < 2; pressed += 1) {
      await page.keyboard.press('Tab');
      reached.push((await page.evaluate('document.activeElement.getAttribute("href")')) as string);
    }
    expect(reached.map((href) => href.replace(/.*contexts\//, ''))).toEqual(['settings/index.html', 'tips/index.html']);
  });

  it('does not come again when the browser’s extension is updated or reloaded', async () => {
    await page.close();
    const worker = await (await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER)).worker();
    await worker?.evaluate(() => setTimeout(() => chrome.runtime.reload(), 0));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect((await browser.pages()).filter((one) => one.url().endsWith(ADDRESS))).toEqual([]);
  });
});
