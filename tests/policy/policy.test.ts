import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { extensionPolicy, openPolicyFolder, type PolicyFolder } from '../../tools/policy-folder.ts';
import {
  greetings,
  launchManaged,
  openOwnPage,
  serve,
  settingsNow,
  settingsOnce,
  tabOf,
  UNPACKED_ID,
} from './managed-browser.ts';

const POPUP = 'popup/index.html';
const SETTINGS = 'settings/index.html';
/** A video that plays, without a face. */
const FEED = '<!doctype html><title>Feed</title><video muted loop style="width:480px;height:270px"></video>';

let folder: PolicyFolder;
let browser: Browser;
let site: { readonly server: Server; readonly address: string };

const put = (values: Readonly<Record<string, unknown>>): void => {
  folder.put(extensionPolicy(UNPACKED_ID, values));
};

declare global {
  interface Window {
    /** Every sensitivity that the page showed as chosen, in order. */
    seen: string[];
  }
}

/** Runs in the page, before any script of ours. */
function noteChoices(): void {
  window.seen = [];
  new MutationObserver(() => {
    const now = document.querySelector<HTMLInputElement>('[name="sensitivity"]:checked')?.value;
    if (now !== undefined && now !== window.seen.at(-1)) window.seen.push(now);
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

async function choose(page: Page, change: object): Promise<void> {
  await page.evaluate(
    (body) => chrome.runtime.sendMessage({ route: 'page>background/change-settings', body, probe: new ArrayBuffer(8) }),
    change,
  );
}

beforeAll(async () => {
  folder = openPolicyFolder();
  site = await serve(FEED);
});

afterEach(async () => {
  await browser.close();
  folder.lift();
});

afterAll(() => {
  folder.close();
  site.server.close();
});

describe('a policy in a fresh profile', () => {
  it('holds from the start, and locks what it names but not what it unlocks', async () => {
    put({
      sensitivity: 'on-request',
      level: 'off',
      siteLevels: { 'video.example': 'full' },
      budget: 'saving',
      audience: 'minor',
      region: 'DE',
      featuresOff: ['report', 'first-run'],
      unlocked: ['budget'],
    });
    browser = await launchManaged();
    const page = await openOwnPage(browser, POPUP);
    const settings = await settingsOnce(page, ({ locked }) => locked.length > 0);
    expect(settings.values).toMatchObject({
      sensitivity: 'on-request',
      level: 'off',
      siteLevels: { 'video.example': 'full' },
      budget: 'saving',
      audience: 'minor',
      region: 'DE',
      featuresOff: ['report', 'first-run'],
    });
    expect([...settings.locked].sort()).toEqual(
      ['audience', 'featuresOff', 'level', 'region', 'sensitivity', 'siteLevels'].sort(),
    );
    expect(settings.lockedSites).toEqual(['video.example']);
    expect(await greetings(browser)).toEqual([]);

    await choose(page, { budget: 'generous', audience: 'adult' });
    const { values } = await settingsNow(page);
    expect([values.budget, values.audience]).toEqual(['generous', 'minor']);
  });

  it('lets through what fits, and what does not is left out one by one', async () => {
    put({
      sensitivity: 'loud',
      siteLevels: { 'a.example': 'off', 'https://b.example/': 'off' },
      featuresOff: ['report', 'fun'],
      // Chromium itself withholds a value of another type and a key that it does not know.
      budget: 3,
      colour: 'red',
      audience: 'minor',
    });
    browser = await launchManaged();
    const page = await openOwnPage(browser, POPUP);
    const { values, locked } = await settingsOnce(page, (one) => one.values.audience === 'minor');
    expect(values).toMatchObject({ sensitivity: 'quiet', siteLevels: { 'a.example': 'off' }, featuresOff: ['report'] });
    expect([...locked].sort()).toEqual(['audience', 'featuresOff']);
    const handedOut = await page.evaluate(() => chrome.storage.managed.get());
    expect(Object.keys(handedOut).sort()).toEqual(['audience', 'featuresOff', 'sensitivity', 'siteLevels']);
  });
});

describe('a policy while the browser runs', () => {
  it('that comes late, changes and goes applies each time without a restart, and gives back what was chosen', async () => {
    browser = await launchManaged();
    const page = await openOwnPage(browser, POPUP);
    await choose(page, { sensitivity: 'standard', audience: 'teacher' });
    expect((await settingsNow(page)).locked).toEqual([]);

    put({ sensitivity: 'on-request' });
    await settingsOnce(page, ({ values }) => values.sensitivity === 'on-request');
    put({ sensitivity: 'quiet', audience: 'minor' });
    const changed = await settingsOnce(page, ({ values }) => values.sensitivity === 'quiet');
    expect(changed.values.audience).toBe('minor');
    folder.lift();
    const lifted = await settingsOnce(page, ({ locked }) => locked.length === 0);
    expect(lifted.values).toMatchObject({ sensitivity: 'standard', audience: 'teacher' });
  });

  it('reaches a page that is already open', async () => {
    browser = await launchManaged();
    const feed = await browser.newPage();
    await feed.goto(site.address);
    const asking = await openOwnPage(browser, POPUP);
    const tabId = await tabOf(asking);
    await asking.close();
    // A tab that nobody looks at does not paint, and its videos wait.
    await feed.bringToFront();
    const popup = await openOwnPage(browser, `${POPUP}?tab=${String(tabId)}`);
    const reasons = (): Promise<unknown> =>
      popup.$$eval('[data-sighting]', (rows) => rows.map((row) => row.getAttribute('data-reason')));
    await expect.poll(reasons, { timeout: 30_000 }).toHaveLength(1);
    expect(await reasons()).not.toEqual(['site-off']);

    put({ siteLevels: { localhost: 'off' } });
    await expect.poll(reasons, { timeout: 30_000 }).toEqual(['site-off']);
    folder.lift();
    await expect.poll(reasons, { timeout: 30_000 }).not.toEqual(['site-off']);
  });
});

describe('the policy as it was last seen', () => {
  const known = (page: Page): Promise<unknown> =>
    page.evaluate(() => chrome.storage.local.get('known-policy').then((all) => all['known-policy']));

  it('is there when the browser starts again, and follows what changed meanwhile', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'second-look-profile-'));
    try {
      put({ sensitivity: 'on-request', trustLists: [] });
      browser = await launchManaged([`--user-data-dir=${profile}`]);
      const before = await openOwnPage(browser, POPUP);
      await expect.poll(() => known(before), { timeout: 30_000 }).toEqual({ sensitivity: 'on-request' });
      await browser.close();

      put({ sensitivity: 'standard' });
      browser = await launchManaged([`--user-data-dir=${profile}`]);
      const after = await openOwnPage(browser, POPUP);
      await expect.poll(() => known(after), { timeout: 30_000 }).toEqual({ sensitivity: 'standard' });
      expect(await settingsNow(after)).toMatchObject({ values: { sensitivity: 'standard' }, locked: ['sensitivity'] });
    } finally {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });

  it('holds until the browser has answered and no longer, so a forged one lasts a moment', async () => {
    put({ sensitivity: 'quiet' });
    browser = await launchManaged();
    const page = await openOwnPage(browser, SETTINGS);
    await settingsOnce(page, ({ locked }) => locked.length > 0);
    const forged = { sensitivity: 'standard' };
    // The background may still be noting the true one.
    const forge = async (): Promise<unknown> => {
      await page.evaluate((note) => chrome.storage.local.set({ 'known-policy': note }), forged);
      await new Promise((wait) => setTimeout(wait, 500));
      return known(page);
    };
    await expect.poll(() => known(page), { timeout: 30_000 }).toEqual({ sensitivity: 'quiet' });
    await expect.poll(forge, { timeout: 30_000 }).toEqual(forged);
    await page.evaluateOnNewDocument(noteChoices);
    await page.reload();
    await expect.poll(() => page.evaluate(() => window.seen), { timeout: 30_000 }).toEqual(['standard', 'quiet']);
  });
});
