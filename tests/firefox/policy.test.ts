import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportedPolicy } from '../../src/core/policy-export/exported-policy.ts';
import { writeFirefoxPolicy } from '../../src/core/policy-export/write-policy.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/effective-settings.ts';
import { launchFirefox, openOwnPage } from '../../tools/launch-firefox.ts';
import { readSettings } from './read-settings.ts';
import { administeredFirefox, removeFirefox } from './administered-firefox.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-look-firefox-'));
let browser: Browser;
let popup: Page;

/** What the settings page saves, with one value that somebody spoilt by hand. */
const policy = {
  ...exportedPolicy(
    { ...DEFAULT_SETTINGS, sensitivity: 'standard', budget: 'saving', siteLevels: { 'video.example': 'off' } },
    {
      levels: {
        sensitivity: 'locked',
        level: 'left',
        siteLevels: 'locked',
        budget: 'default',
        language: 'left',
        audience: 'left',
        region: 'left',
      },
      featuresOff: ['report'],
    },
  ),
  level: 'not a level' as never,
};

beforeAll(async () => {
  const firefox = administeredFirefox(folder, writeFirefoxPolicy(policy).content);
  browser = await launchFirefox({ dist: 'dist-firefox', firefox });
  popup = await openOwnPage(browser, 'src/contexts/popup/index.html');
});

afterAll(async () => {
  await browser.close();
  removeFirefox(folder);
});

it('an exported policies.json holds over the defaults and locks, and a value that means nothing is left out', async () => {
  const { values, locked, lockedSites } = await readSettings(popup);
  expect(values).toMatchObject({
    sensitivity: 'standard',
    level: 'full',
    budget: 'saving',
    siteLevels: { 'video.example': 'off' },
    featuresOff: ['report'],
  });
  expect([...locked].sort()).toEqual(['featuresOff', 'sensitivity']);
  expect(lockedSites).toEqual(['video.example']);
});

it('what is chosen meanwhile changes nothing, and is kept for when the policy is lifted', async () => {
  const settings = await popup.evaluate(async () => {
    await chrome.storage.local.set({ settings: { version: 1, chosen: { sensitivity: 'quiet' } } });
    return (await chrome.storage.local.get('settings'))['settings'];
  });
  expect(settings).toMatchObject({ chosen: { sensitivity: 'quiet' } });
  expect((await readSettings(popup)).values.sensitivity).toBe('standard');
});

it('the settings page shows it locked and says why', async () => {
  const page = await openOwnPage(browser, 'src/contexts/settings/index.html');
  await page.waitForSelector('[name="sensitivity"][value="standard"]:checked');
  const isDisabled = (name: string): Promise<boolean> =>
    page.$eval(`[name="${name}"]`, (choice) => choice.matches(':disabled'));
  expect(await isDisabled('sensitivity')).toBe(true);
  expect(await isDisabled('budget')).toBe(false);
  expect(await page.$eval('main', (main) => main.textContent)).toContain('Your organisation has set this.');
  const formats = await page.$$eval('#policy-format option', (all) => all.map((one) => one.getAttribute('value')));
  expect(formats).toEqual(['firefox']);
});
