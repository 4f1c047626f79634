/**
 * `npm run shots:store`: pictures for the stores, in `packages/store/`. The built extension at work on the demo's own
 * feed; nothing is drawn by hand but the tile.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, ElementHandle, Page } from 'puppeteer';
import { openAskingPage } from '../demo/read-reports.ts';
import { rows } from '../demo/rows.ts';
import { serveFeed } from '../demo/serve-feed.ts';
import { visitRows } from '../demo/visit-rows.ts';
import { OurLayer } from '../tests/browser/our-layer.ts';
import { drawIcon } from './icons.ts';
import { launchWithExtension } from './launch-extension.ts';

const OUT = 'packages/store';
/** What Chrome's, Edge's and Firefox's stores all take. */
const SHOT = { width: 1280, height: 800 };
const TILE = { width: 440, height: 280 };
const EDGE_LOGO_PX = 300;
/** An altered face, an untouched one, and one that cannot be checked. */
const SHOWN = ['twin', 'portrait', 'cartoon'];
const ROWS_MS = 120_000;

const shownRows = rows.filter(({ name }) => SHOWN.includes(name));

async function shoot(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  writeFileSync(join(OUT, `${name}.png`), await page.screenshot({ captureBeyondViewport: false }));
  console.log(join(OUT, `${name}.png`));
}

async function openOwn(browser: Browser, extensionId: string, path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport(SHOT);
  await page.goto(`chrome-extension://${extensionId}/src/contexts/${path}`);
  return page;
}

/** The feed with its badges, and with a card open on the altered face. */
async function shootFeed(browser: Browser, extensionId: string): Promise<void> {
  const served = await serveFeed(shownRows, console.log);
  try {
    const asking = await browser.newPage();
    await openAskingPage(asking, extensionId);
    // So that some signs are put in words too.
    await asking.evaluate(() =>
      chrome.storage.local.set({ settings: { version: 2, chosen: { sensitivity: 'standard' } } }),
    );
    const feed = await browser.newPage();
    await feed.setViewport(SHOT);
    await feed.goto(served.address);
    await feed.waitForSelector('article');
    const deadlineMs = Date.now() + ROWS_MS;
    await visitRows({ feed, asking, address: served.address, rows: shownRows, deadlineMs });
    await feed.$eval('article[data-row="twin"]', (article) => article.scrollIntoView({ block: 'center' }));
    const layer = await OurLayer.of(feed);
    await until(async () => (await layer.boxes('.badge.strong-signs, .badge.some-signs')).length > 0);
    await shoot(feed, '1-mark');
    await layer.click('.mark');
    await until(async () => (await layer.boxes('.card')).length === 1);
    await shoot(feed, '2-card');
  } finally {
    await served.close();
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const endMs = Date.now() + 20_000; !(await isSo());) {
    if (Date.now() > endMs) throw new Error('what the picture is of did not come');
    await new Promise((wait) => setTimeout(wait, 100));
  }
}

async function shootPages(browser: Browser, extensionId: string): Promise<void> {
  const check = await openOwn(browser, extensionId, 'check-file/index.html');
  const input = (await check.waitForSelector('input#files')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile('tests/signed/media/ai-generated.jpg');
  await check.waitForSelector('#save', { timeout: 60_000 });
  await shoot(check, '3-check-a-file');
  const practice = await openOwn(browser, extensionId, 'tips/index.html');
  const heading = await practice.waitForSelector('.practice');
  await heading?.scrollIntoView();
  await practice.$$eval('img', (all) => Promise.all(all.map((one) => one.decode())));
  await shoot(practice, '4-practice');
  await shoot(await openOwn(browser, extensionId, 'settings/index.html'), '5-settings');
}

/** The icon alone on the product's blue: stores lay no text over it, and it needs no translation. */
async function drawTiles(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  writeFileSync(join(OUT, `logo-${EDGE_LOGO_PX}.png`), await drawIcon(page, EDGE_LOGO_PX));
  const icon = Buffer.from(await drawIcon(page, 176)).toString('base64');
  await page.setViewport(TILE);
  await page.setContent(
    `<body style="margin:0;height:100vh;display:grid;place-items:center;background:#dfe8f2"><img src="data:image/png;base64,${icon}">`,
  );
  await page.$eval('img', (image) => image.decode());
  await shoot(page, 'tile-440x280');
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const { browser, extensionId } = await launchWithExtension({ dist: 'dist', headless: true });
try {
  await shootFeed(browser, extensionId);
  await shootPages(browser, extensionId);
  await drawTiles(browser);
} finally {
  await browser.close();
}
