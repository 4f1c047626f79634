import type { Server } from 'node:http';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Feature } from '../../src/contracts/settings.ts';
import { closeFirstRun } from '../../tools/launch-extension.ts';
import { extensionPolicy, openPolicyFolder, type PolicyFolder } from '../../tools/policy-folder.ts';
import { OurLayer } from '../browser/our-layer.ts';
import { recordedClip } from '../support/recorded-clip.ts';
import { launchManaged, openOwnPage, serve, settingsNow, tabOf, UNPACKED_ID, workerOf } from './managed-browser.ts';

/** A clip without a face: it is looked at, so that there is something to report and to disagree with. */
const FEED = `<!doctype html><title>Feed</title>
<video id="plays" muted loop style="display:block;width:480px;height:270px"></video>
${recordedClip(1_500)}`;
const SOON = { timeout: 30_000, interval: 200 };

let folder: PolicyFolder;
let site: { readonly server: Server; readonly address: string };
let browser: Browser;
let feed: Page;
let card: OurLayer;
let popup: Page;
let settings: Page;
let checkFile: Page;
let report: Page;

const has = async (page: Page, selector: string): Promise<boolean> => (await page.$(selector)) !== null;
const isOpen = async (): Promise<boolean> => (await card.boxes('.card')).length === 1;

/** Whether the menu has an entry: one that it has can be changed. */
const hasEntry = (id: string): Promise<boolean> =>
  popup.evaluate(
    (name) =>
      chrome.contextMenus
        .update(name, {})
        .then(() => true)
        .catch(() => false),
    id,
  );

/** Presses the shortcut that opens a card, as the browser does. */
async function opensByKey(): Promise<boolean> {
  const worker = await workerOf(browser);
  await worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ url: 'http://localhost/*' });
    (chrome.commands.onCommand as unknown as { dispatch: (name: string, tab: unknown) => void }).dispatch(
      'open-card',
      tab,
    );
  });
  // What the key does is decided by an answer like this one, asked for before it.
  await settingsNow(popup);
  const opened = await expect
    .poll(isOpen, { timeout: 1_000 })
    .toBe(true)
    .then(
      () => true,
      () => false,
    );
  if (opened) await card.click('.close');
  return opened;
}

async function onTheCard(): Promise<readonly string[]> {
  await card.click('.mark');
  await expect.poll(isOpen, SOON).toBe(true);
  const buttons = await card.texts('.card button');
  await card.click('.close');
  return buttons;
}

/** Every place at which a feature can be met, by feature. */
async function offered(): Promise<Readonly<Record<string, readonly boolean[]>>> {
  const buttons = await onTheCard();
  return {
    report: [
      await has(popup, 'a[href*="/report/index.html"]'),
      buttons.includes('Make a report'),
      await has(report, 'article.report'),
    ],
    'file-check': [
      await has(popup, 'a[href*="/check-file/index.html"]'),
      await has(checkFile, '#files'),
      await has(settings, '#trust-lists'),
      await hasEntry('check-picture'),
    ],
    shortcuts: [await has(settings, '#change-shortcuts'), await hasEntry('check-video'), await opensByKey()],
    'this-is-wrong': [buttons.includes('This is wrong')],
  };
}

const ALL = {
  report: [true, true, true],
  'file-check': [true, true, true, true],
  shortcuts: [true, true, true],
  'this-is-wrong': [true],
};

beforeAll(async () => {
  folder = openPolicyFolder();
  site = await serve(FEED);
  browser = await launchManaged();
  await closeFirstRun(browser);
  settings = await openOwnPage(browser, 'settings/index.html');
  checkFile = await openOwnPage(browser, 'check-file/index.html');
  feed = await browser.newPage();
  await feed.goto(site.address);
  const tab = String(await tabOf(settings));
  popup = await openOwnPage(browser, `popup/index.html?tab=${tab}`);
  await feed.bringToFront();
  await popup.waitForFunction(`document.querySelector('[data-reason="no-face"]') !== null`, { polling: 200 });
  const sighting = await popup.$eval('[data-sighting]', (row) => row.getAttribute('data-sighting') ?? '');
  report = await openOwnPage(browser, `report/index.html?tab=${tab}&sighting=${sighting}`);
  await feed.bringToFront();
  card = await OurLayer.of(feed);
});

afterAll(async () => {
  await browser.close();
  folder.close();
  site.server.close();
});

it('without a policy every feature is there', async () => {
  await expect.poll(offered, SOON).toEqual(ALL);
});

it.each<[Feature, Partial<typeof ALL>]>([
  ['report', { report: [false, false, false] }],
  ['file-check', { 'file-check': [false, false, false, false] }],
  // The menu's entry for pictures is a shortcut to the check of files.
  ['shortcuts', { shortcuts: [false, false, false], 'file-check': [true, true, true, false] }],
  ['this-is-wrong', { 'this-is-wrong': [false] }],
])('a policy that switches off %s takes it away everywhere, and nothing else', async (feature, gone) => {
  folder.put(extensionPolicy(UNPACKED_ID, { featuresOff: [feature] }));
  await expect.poll(offered, SOON).toEqual({ ...ALL, ...gone });
});

it('lifting the policy brings all of them back', async () => {
  folder.lift();
  await expect.poll(offered, SOON).toEqual(ALL);
});
