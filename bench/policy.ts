import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'puppeteer';
import { EXPORTED_KEYS } from '../src/core/policy-export/exported-policy.ts';
import { POLICY_FORMATS } from '../src/core/policy-export/write-policy.ts';
import { isTested, policyKeyRows, policyKeys } from '../tools/policy-keys.ts';
import { extensionPolicy, openPolicyFolder, type PolicyFolder } from '../tools/policy-folder.ts';
import { launchManaged, openOwnPage, UNPACKED_ID } from '../tests/policy/managed-browser.ts';
import { exportedAndRead, PLACES, POLICIES } from '../tests/support/policies.ts';
import { median, type Figure } from './figures.ts';
import { atMost, known, type Measured } from './measured.ts';
import { barsOf } from './rows.ts';
import { barPlot } from './plot.ts';
import { repeats, type Asked } from './subject.ts';

const CHANGES = 12;
const APPLIED_WITHIN_MS = 15_000;
const GIVE_UP_MS = 60_000;
const WAIT_BOUND = 'Chromium waits until a policy file has not changed for some seconds';
const NONE_BOUND = 'a row that does not hold: see the structure tests and tests/policy';

/** A value for each setting that the settings page shows. */
const SCHOOL = {
  sensitivity: 'on-request',
  level: 'facts-only',
  siteLevels: { 'video.example': 'full' },
  budget: 'saving',
  language: 'en',
  audience: 'minor',
  region: 'DE',
};

/** Keys that no test stands behind, and exported policies that came back as something else. */
function onPaper(command: string): readonly Figure[] {
  const keys = policyKeys();
  const tested = new Set(
    policyKeyRows()
      .filter(isTested)
      .map(({ key }) => key),
  );
  const exports = POLICIES.flatMap((policy) =>
    POLICY_FORMATS.flatMap((format) =>
      (Object.keys(PLACES) as (keyof typeof PLACES)[]).map((browser) =>
        isDeepStrictEqual(exportedAndRead(format, policy, browser), policy),
      ),
    ),
  );
  const none = { command, most: 0, bound: NONE_BOUND };
  return [
    atMost('policy: keys that no test stands behind', keys.filter((key) => !tested.has(key)).length, {
      ...none,
      n: keys.length,
    }),
    atMost('policy: exported policies that were read again as something else', exports.filter((same) => !same).length, {
      ...none,
      n: exports.length,
    }),
  ];
}

/** Milliseconds from a policy file being written to the open settings page showing what it says. */
async function changeMs(folder: PolicyFolder, page: Page, sensitivity: string): Promise<number> {
  const startMs = performance.now();
  folder.put(extensionPolicy(UNPACKED_ID, { sensitivity }));
  await page.waitForFunction(
    (value) => document.querySelector<HTMLInputElement>('[name="sensitivity"]:checked:disabled')?.value === value,
    { polling: 20, timeout: GIVE_UP_MS },
    sensitivity,
  );
  return performance.now() - startMs;
}

/** How many of the settings that a policy locks are not shown as locked. */
async function unlockedCount(folder: PolicyFolder, page: Page): Promise<number> {
  folder.put(extensionPolicy(UNPACKED_ID, SCHOOL));
  await page.waitForSelector('[data-site="video.example"]', { timeout: GIVE_UP_MS });
  const locked = await page.$$eval(
    '[data-setting], [data-site]',
    (rows) => rows.filter((row) => row.matches(':disabled') || row.querySelector('select:disabled') !== null).length,
  );
  return EXPORTED_KEYS.length - locked;
}

/** Policies: on paper, and in a real browser whose policy folder is written to. */
export async function measurePolicy(asked: Asked): Promise<Measured> {
  const { command } = asked;
  const folder = openPolicyFolder();
  try {
    const browser = await launchManaged();
    try {
      const page = await openOwnPage(browser, 'settings/index.html');
      await page.bringToFront();
      const applied: number[] = [];
      for (let turn = 0; turn < repeats(asked, CHANGES); turn += 1) {
        applied.push(await changeMs(folder, page, turn % 2 === 0 ? 'standard' : 'on-request'));
      }
      const unlocked = await unlockedCount(folder, page);
      const figures = [
        ...onPaper(command),
        atMost('settings page: settings that a policy locks and the page does not show as locked', unlocked, {
          command,
          most: 0,
          bound: NONE_BOUND,
          n: EXPORTED_KEYS.length,
        }),
        atMost('policy: from a changed file to the settings, without a restart, median (ms)', median(applied), {
          command,
          most: APPLIED_WITHIN_MS,
          unit: 'ms',
          bound: WAIT_BOUND,
          n: applied.length,
        }),
        known('policy: from a changed file to the settings, slowest (ms)', Math.max(...applied), {
          command,
          n: applied.length,
        }),
      ];
      const rows = [{ name: 'file changed → settings applied', values: applied }];
      return { figures, samples: { applied }, plots: { policy: barPlot('A changed policy, ms', barsOf(rows)) } };
    } finally {
      await browser.close();
    }
  } finally {
    folder.close();
  }
}
