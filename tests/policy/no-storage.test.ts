import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeFirstRun } from '../../tools/launch-extension.ts';
import { extensionPolicy, openPolicyFolder, type PolicyFolder } from '../../tools/policy-folder.ts';
import { recordedClip } from '../support/recorded-clip.ts';
import { launchManaged, openOwnPage, serve, settingsNow, settingsOnce, tabOf, UNPACKED_ID } from './managed-browser.ts';

const FEED = `<!doctype html><title>Feed</title>
<video id="plays" muted loop style="display:block;width:480px;height:270px"></video>
${recordedClip(1_500)}`;
/**
 * In the place of files that Chromium's databases need stand folders that are not empty: it tries for seconds, then says
 * that nothing can be stored.
 */
const IN_THE_WAY = [`Local Extension Settings/${UNPACKED_ID}/LOCK/taken`, 'File System/Origins/LOCK/taken'];
const SOON = { timeout: 30_000, interval: 200 };

let folder: PolicyFolder;
let site: { readonly server: Server; readonly address: string };
let profile: string;
let browser: Browser;
let settings: Page;

beforeAll(async () => {
  folder = openPolicyFolder();
  site = await serve(FEED);
  profile = mkdtempSync(join(tmpdir(), 'second-look-profile-'));
  for (const path of IN_THE_WAY) mkdirSync(join(profile, 'Default', path), { recursive: true });
  browser = await launchManaged([`--user-data-dir=${profile}`]);
  await closeFirstRun(browser);
  settings = await openOwnPage(browser, 'settings/index.html');
});

afterAll(async () => {
  await browser.close();
  folder.close();
  site.server.close();
  rmSync(profile, { recursive: true, force: true });
});

it('nothing can be stored in this profile', async () => {
  const stored = settings.evaluate(() => chrome.storage.local.set({ a: 1 }));
  await expect(stored).rejects.toThrow();
});

it('videos are looked at all the same', async () => {
  const feed = await browser.newPage();
  await feed.goto(site.address);
  const popup = await openOwnPage(browser, `popup/index.html?tab=${String(await tabOf(settings))}`);
  await feed.bringToFront();
  const reasons = (): Promise<unknown> =>
    popup.$$eval('[data-sighting]', (rows) => rows.map((row) => row.getAttribute('data-reason')));
  await expect.poll(reasons, SOON).toEqual(['no-face']);
});

it('a choice that cannot be kept is said so, and the page goes on', async () => {
  await settings.bringToFront();
  await settings.click('[name="sensitivity"][value="standard"]');
  await settings.waitForSelector('.said.failed');
  expect((await settingsNow(settings)).values.sensitivity).toBe('quiet');
});

it('a policy holds and is shown as locked', async () => {
  folder.put(extensionPolicy(UNPACKED_ID, { sensitivity: 'on-request' }));
  await settingsOnce(settings, ({ locked }) => locked.includes('sensitivity'));
  await settings.waitForSelector('[data-setting="sensitivity"]:disabled');
});
