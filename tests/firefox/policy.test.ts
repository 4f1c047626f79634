import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchFirefox, openOwnPage } from '../../tools/launch-firefox.ts';
import { readSettings } from './read-settings.ts';
import { administeredFirefox, removeFirefox } from './administered-firefox.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-firefox-'));
let browser: Browser;
let popup: Page;

beforeAll(async () => {
  const firefox = administeredFirefox(folder, { sensitivity: 'standard', level: 'not a level' });
  browser = await launchFirefox({ dist: 'dist-firefox', firefox });
  popup = await openOwnPage(browser, 'src/contexts/popup/index.html');
});

afterAll(async () => {
  await browser.close();
  removeFirefox(folder);
});

it('what policies.json says holds over the default and is locked, and a value that means nothing is left out', async () => {
  const { values, locked } = await readSettings(popup);
  expect(values).toMatchObject({ sensitivity: 'standard', level: 'full' });
  expect(locked).toEqual(['sensitivity']);
});

it('what is chosen meanwhile changes nothing, and is kept for when the policy is lifted', async () => {
  const settings = await popup.evaluate(async () => {
    await chrome.storage.local.set({ settings: { version: 1, chosen: { sensitivity: 'quiet' } } });
    return (await chrome.storage.local.get('settings'))['settings'];
  });
  expect(settings).toMatchObject({ chosen: { sensitivity: 'quiet' } });
  expect((await readSettings(popup)).values.sensitivity).toBe('standard');
});
