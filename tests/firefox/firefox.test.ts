import { readFileSync } from 'node:fs';
import type { Browser, ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReports } from '../../demo/read-reports.ts';
import { rows } from '../../demo/rows.ts';
import { serveFeed } from '../../demo/serve-feed.ts';
import { visitRows, type VisitedRow } from '../../demo/visit-rows.ts';
import { launchFirefox, openOwnPage } from '../../tools/launch-firefox.ts';
import { textsInside } from './inside-closed-shadow.ts';
import { readSettings } from './read-settings.ts';

const DIST = 'dist-firefox';
const POPUP = 'src/contexts/popup/index.html';
const CHECK_FILE = 'src/contexts/check-file/index.html';
const SETTINGS = 'src/contexts/settings/index.html';
/** Firefox ends an idle event page after half a minute; here sooner, so that it does end. */
const IDLE_MS = 4_000;
/** Clips are made first where no earlier run left them. */
const CLIPS_AND_ROWS_MS = 420_000;
const ROWS_MS = 120_000;

const SHOWN = ['twin', 'cartoon', 'tainted', 'shadow', 'frame', 'broken', 'still-paused'];
const JUDGED = ['no-signs', 'unclear', 'some-signs', 'strong-signs'];
const shown = rows.filter(({ name }) => SHOWN.includes(name));

const messages = JSON.parse(readFileSync('_locales/en/messages.json', 'utf8')) as Readonly<
  Record<string, { readonly message: string }>
>;

let browser: Browser;
let served: Awaited<ReturnType<typeof serveFeed>>;
let asking: Page;
let feed: Page;
let visited: readonly VisitedRow[];

const reportOf = (name: string): VisitedRow['report'] => visited.find(({ row }) => row.name === name)?.report;
const stateOf = (name: string): string | undefined => reportOf(name)?.verdict.state;

const tabIdOf = (address: string): Promise<number> =>
  asking.evaluate(async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id ?? -1, address);

const openContexts = (): Promise<number> =>
  asking.evaluate(async () => (await chrome.runtime.getContexts({ contextTypes: ['BACKGROUND'] })).length);

beforeAll(async () => {
  served = await serveFeed(shown);
  browser = await launchFirefox({
    dist: DIST,
    preferences: { 'extensions.background.idle.timeout': IDLE_MS, 'extensions.background.idle.enabled': true },
  });
  asking = await openOwnPage(browser, POPUP);
  feed = await browser.newPage();
  await feed.goto(served.address);
  await feed.waitForSelector('article');
  visited = await visitRows({ feed, asking, address: served.address, rows: shown, deadlineMs: Date.now() + ROWS_MS });
}, CLIPS_AND_ROWS_MS);

afterAll(async () => {
  await browser.close();
  await served.close();
});

describe('the feed in Firefox', () => {
  it.each(['twin', 'tainted', 'shadow', 'frame'])('%s is found, sampled and judged', (name) => {
    expect(JUDGED).toContain(stateOf(name));
  });

  it.each([
    ['cartoon', 'could-not-check'],
    ['broken', 'could-not-check'],
    ['still-paused', 'not-checked'],
  ])('%s ends as it does in Chromium: %s', (name, state) => {
    expect(stateOf(name)).toBe(state);
  });

  it('a video that the page itself may not read is read from its element, because the extension may', () => {
    expect(reportOf('tainted')?.route).toBe('element');
  });

  it('a badge says on the video what the verdict is', async () => {
    await feed.bringToFront();
    await feed.$eval('article[data-row="twin"]', (article) => article.scrollIntoView({ block: 'center' }));
    const words = ['no_signs', 'unclear', 'some_signs', 'strong_signs'].map((key) => messages[`state_${key}`]?.message);
    const isSaid = async (): Promise<boolean> =>
      (await textsInside(browser, served.address, 'html > div[popover]')).some((text) => words.includes(text));
    await expect.poll(isSaid, { timeout: 20_000 }).toBe(true);
  });
});

describe('the toolbar button in Firefox', () => {
  it('counts the strong warnings of its tab, and is empty without any', async () => {
    const tabId = await tabIdOf(served.address);
    const counts = async (): Promise<readonly string[]> => {
      const reports = await readReports(asking, served.address);
      const strong = reports.filter(({ verdict }) => verdict.state === 'strong-signs').length;
      const shown = await asking.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tabId);
      return [shown, strong === 0 ? '' : String(strong)];
    };
    await expect.poll(async () => new Set(await counts()).size, { timeout: 10_000 }).toBe(1);
  });
});

describe('the event page', () => {
  it('is ended when idle, and a new video wakes it', async () => {
    await feed.goto('about:blank');
    await expect.poll(openContexts, { timeout: 30_000 }).toBe(0);
    await feed.goto(served.address);
    await feed.waitForSelector('article');
    const [twin] = shown;
    if (twin === undefined) throw new Error('no row');
    const [again] = await visitRows({
      feed,
      asking,
      address: served.address,
      rows: [twin],
      deadlineMs: Date.now() + 20_000,
    });
    expect(JUDGED).toContain(again?.report?.verdict.state);
  });
});

describe('the popup in Firefox', () => {
  it('lists the videos of the tab; a level chosen in it holds at once, and after it opens again', async () => {
    const address = `${POPUP}?tab=${String(await tabIdOf(served.address))}`;
    const choose = (popup: Page, level: string): Promise<void> =>
      popup.$eval(`[name="level"][value="${level}"]`, (choice) => (choice as HTMLInputElement).click());
    const popup = await openOwnPage(browser, address);
    await popup.waitForSelector('[data-sighting]');
    await choose(popup, 'off');
    await popup.waitForFunction(
      `[...document.querySelectorAll('[data-sighting]')].every((row) => row.dataset.reason === 'site-off')`,
    );
    await popup.close();
    const again = await openOwnPage(browser, address);
    await again.waitForFunction(`document.querySelector('[name="level"][value="off"]')?.checked`);
    await choose(again, 'full');
    await again.waitForFunction(`document.querySelector('[data-sighting]:not([data-reason="site-off"])')`);
    await again.close();
  });
});

describe('the settings page in Firefox', () => {
  let page: Page;
  const choose = (level: string): Promise<void> =>
    page.$eval(`[name="sensitivity"][value="${level}"]`, (choice) => (choice as HTMLInputElement).click());
  const sensitivity = async (): Promise<string> => (await readSettings(page)).values.sensitivity;

  beforeAll(async () => {
    page = await openOwnPage(browser, SETTINGS);
    await page.waitForSelector('[name="sensitivity"]:checked');
  });

  it('shows what holds, and what is chosen on it holds at once', async () => {
    expect(await page.$eval('[name="sensitivity"]:checked', (choice) => (choice as HTMLInputElement).value)).toBe(
      await sensitivity(),
    );
    await choose('standard');
    await expect.poll(sensitivity).toBe('standard');
    await choose('quiet');
    await expect.poll(sensitivity).toBe('quiet');
  });

  it('leads to where Firefox lets shortcuts be changed', async () => {
    await page.waitForSelector('#change-shortcuts');
    await page.$eval('#change-shortcuts', (button) => (button as HTMLElement).click());
    const open = async (): Promise<readonly string[]> => (await browser.pages()).map((one) => one.url());
    await expect.poll(open, { timeout: 10_000 }).toContainEqual(expect.stringMatching(/^about:addons/));
  });
});

describe('Check a file in Firefox', () => {
  let page: Page;
  const check = async (path: string): Promise<string> => {
    const input = (await page.$('input[type="file"]')) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(path);
    await page.waitForSelector('#save', { timeout: 60_000 });
    return page.$eval('.files', (list) => list.textContent);
  };

  beforeAll(async () => {
    page = await openOwnPage(browser, CHECK_FILE);
  });

  it('looks at a picture and reads the signed record in it', async () => {
    const said = await check('tests/signed/media/ai-generated.jpg');
    expect(said).toContain(messages['state_could_not_check']?.message);
    expect(said).not.toMatch(/[a-z]+_[a-z]+_/);
  });
});
