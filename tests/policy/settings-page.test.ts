import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeFirstRun } from '../../tools/launch-extension.ts';
import { extensionPolicy, openPolicyFolder, type PolicyFile, type PolicyFolder } from '../../tools/policy-folder.ts';
import { launchManaged, openOwnPage, settingsOnce, UNPACKED_ID, workerOf } from './managed-browser.ts';

const SOON = { timeout: 30_000, interval: 200 };
const LINK = { title: 'Ask Ms Okafor', url: 'https://school.example/help', why: 'Room 12, every day.' };
const ISSUERS = { name: 'School', pem: readFileSync('tests/signed/test-issuer.pem', 'utf8').trim() };

let folder: PolicyFolder;
let browser: Browser;
let page: Page;
let downloads: string;

const put = (values: Readonly<Record<string, unknown>>): void => folder.put(extensionPolicy(UNPACKED_ID, values));

/** Every control of a setting, and whether it is disabled with the reason beside it. */
const locks = (): Promise<Readonly<Record<string, boolean>>> =>
  page.evaluate(() => {
    const reason = 'Your organisation has set this';
    const rows = [...document.querySelectorAll('[data-setting], [data-site]')].map((row) => {
      const control = row.matches('fieldset') ? row : row.querySelector('select');
      const isDisabled = control?.matches(':disabled') === true;
      const isExplained = row.textContent.includes(reason);
      if (isDisabled !== isExplained) throw new Error(`half locked: ${row.outerHTML}`);
      return [row.getAttribute('data-setting') ?? row.getAttribute('data-site') ?? '', isDisabled] as const;
    });
    return Object.fromEntries(rows);
  });

beforeAll(async () => {
  folder = openPolicyFolder();
  downloads = mkdtempSync(join(tmpdir(), 'second-look-downloads-'));
  browser = await launchManaged();
  await closeFirstRun(browser);
  page = await openOwnPage(browser, 'settings/index.html');
});

afterAll(async () => {
  await browser.close();
  folder.close();
  rmSync(downloads, { recursive: true });
});

describe('on the settings page, without a restart,', () => {
  it('every setting that a policy locks is shown with its value, disabled, with the reason', async () => {
    expect(new Set(Object.values(await locks()))).toEqual(new Set([false]));
    put({
      sensitivity: 'on-request',
      level: 'facts-only',
      siteLevels: { 'video.example': 'full' },
      budget: 'saving',
      language: 'en',
      audience: 'minor',
      region: 'DE',
      unlocked: ['budget'],
    });
    await expect.poll(locks, SOON).toEqual({
      sensitivity: true,
      level: true,
      'video.example': true,
      budget: false,
      language: true,
      audience: true,
      region: true,
    });
    const shown = await page.evaluate(() =>
      ['sensitivity', 'level', 'budget', 'audience']
        .map((name) => document.querySelector<HTMLInputElement>(`[name="${name}"]:checked`)?.value)
        .concat(['language', 'region'].map((id) => document.querySelector<HTMLSelectElement>(`#${id}`)?.value)),
    );
    expect(shown).toEqual(['on-request', 'facts-only', 'saving', 'minor', 'en', 'DE']);
    // A site of one's own would be a way around the level of all sites.
    expect(await page.$('#add-site')).toBeNull();
  });

  it('values that mean nothing are named one by one, on the page and in the log, and the rest holds', async () => {
    const said: string[] = [];
    const worker = await workerOf(browser);
    worker.on('console', (line) => said.push(line.text()));
    put({
      sensitivity: 'loud',
      siteLevels: { 'a.example': 'off', 'https://b.example/': 'off' },
      featuresOff: ['report', 'fun'],
      helpLinks: [LINK, { ...LINK, url: 'http://school.example/' }],
      audience: 'minor',
    });
    const refused = (): Promise<readonly string[]> =>
      page.$$eval('[data-refused]', (rows) => rows.map((row) => row.textContent.replace(/: .*/, '')));
    const wrong = ['sensitivity', 'siteLevels.https://b.example/', 'featuresOff.2', 'helpLinks.2'];
    await expect.poll(async () => [...(await refused())].sort(), SOON).toEqual([...wrong].sort());
    await expect
      .poll(() => wrong.filter((key) => !said.some((line) => line.includes(`left out ${key}:`))), SOON)
      .toEqual([]);
    const { values } = await settingsOnce(page, ({ locked }) => locked.includes('audience'));
    expect(values).toMatchObject({
      sensitivity: 'quiet',
      siteLevels: { 'a.example': 'off' },
      featuresOff: ['report'],
      audience: 'minor',
    });
    put({ audience: 'minor' });
    await expect.poll(refused, SOON).toEqual([]);
  });

  it('a policy’s language holds, and lifting it brings one’s own back', async () => {
    put({ language: 'de' });
    await expect.poll(() => page.evaluate(() => document.documentElement.lang), SOON).toBe('de');
    folder.lift();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang), SOON).toMatch(/^en/);
  });
});

describe('what a policy brings besides settings', () => {
  let tips: Page;
  const links = (): Promise<readonly string[]> =>
    tips.$$eval('[data-resource] a', (all) => all.map((link) => link.textContent));

  beforeEach(async () => {
    tips = await openOwnPage(browser, 'tips/index.html?situation=scam');
    await tips.waitForSelector('[data-resource]');
    return () => tips.close();
  });

  it('links of its own stand before ours, in their place where it says so, and go with it', async () => {
    const ours = await links();
    expect(ours.length).toBeGreaterThan(1);
    put({ helpLinks: [LINK] });
    await expect.poll(links, SOON).toEqual([LINK.title, ...ours]);
    put({ helpLinks: [LINK], helpMode: 'replace' });
    await expect.poll(links, SOON).toEqual([LINK.title]);
    folder.lift();
    await expect.poll(links, SOON).toEqual(ours);
  });

  it('lists of issuers are kept where no page can write, and go with it', async () => {
    const kept = (): Promise<unknown> =>
      page.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        const file = await root.getFileHandle('policy-trust-lists.json').catch(() => undefined);
        return file === undefined ? [] : (JSON.parse(await (await file.getFile()).text()) as unknown);
      });
    put({ trustLists: [ISSUERS] });
    await expect.poll(kept, SOON).toEqual([ISSUERS]);
    folder.lift();
    await expect.poll(kept, SOON).toEqual([]);
  });
});

describe('a policy that the settings page saved for Linux', () => {
  it('put into the policy folder as it is gives everybody the settings that it was made of', async () => {
    const session = await browser.target().createCDPSession();
    await session.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: downloads,
      eventsEnabled: true,
    });
    const done = new Promise<void>((resolve) => {
      session.on('Browser.downloadProgress', ({ state }) => {
        if (state === 'completed') resolve();
      });
    });
    await page.reload();
    await page.waitForSelector('#export-policy');
    await page.evaluate(() => document.querySelector('#policy')?.closest('details')?.setAttribute('open', ''));
    await page.select('#policy-sensitivity', 'locked');
    await page.select('#policy-budget', 'default');
    await page.click('[name="policy-off"][value="report"]');
    await page.select('#policy-format', 'linux');
    await page.click('#export-policy');
    await done;
    folder.put(JSON.parse(readFileSync(join(downloads, 'second-look.json'), 'utf8')) as PolicyFile);
    const { values, locked } = await settingsOnce(page, (settings) => settings.locked.length > 0);
    expect(values).toMatchObject({ sensitivity: 'quiet', budget: 'standard', featuresOff: ['report'] });
    expect([...locked].sort()).toEqual(['featuresOff', 'sensitivity']);
  });
});
