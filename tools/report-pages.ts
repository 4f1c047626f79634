/** Drives the extension's pages that make and check reports: for the tests and the bench. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { openAskingPage, readReports } from '../demo/read-reports.ts';
import type { SightingReport } from '../src/contracts/sighting.ts';

/** A check of a few seconds of video on a slow machine, ms. */
const JUDGED_WITHIN_MS = 90_000;
const SAVED_WITHIN_MS = 20_000;
const ASK_EVERY_MS = 500;

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the one video of the tab at `address` is judged, with its tab in front. */
export async function judgedSighting(browser: Browser, extensionId: string, tab: Page): Promise<SightingReport> {
  const asking = await browser.newPage();
  await openAskingPage(asking, extensionId);
  await tab.bringToFront();
  try {
    for (const untilMs = Date.now() + JUDGED_WITHIN_MS; Date.now() < untilMs; await rest(ASK_EVERY_MS)) {
      const [sighting] = await readReports(asking, tab.url());
      if (sighting !== undefined && 'framesScored' in sighting.verdict) return sighting;
    }
    throw new Error('the video was not judged in time');
  } finally {
    await asking.close();
  }
}

/** Opens the report of a sighting and waits until it is there. */
export async function openReport(browser: Browser, extensionId: string, tab: Page, sightingId: string): Promise<Page> {
  const page = await browser.newPage();
  const tabId = await page
    .goto(`chrome-extension://${extensionId}/src/contexts/verify/index.html`)
    .then(() =>
      page.evaluate(async (url) => (await chrome.tabs.query({})).find((one) => one.url === url)?.id, tab.url()),
    );
  const names = new URLSearchParams({ tab: String(tabId), sighting: sightingId });
  await page.goto(`chrome-extension://${extensionId}/src/contexts/report/index.html?${names.toString()}`);
  await page.waitForSelector('article.report, [data-missing]:not([data-missing="asking"])', { timeout: 60_000 });
  return page;
}

/** Clicks a button that saves a file, and reads the file. */
export async function savedFile(page: Page, button: '#save-json' | '#save-page'): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-report-'));
  const devTools = await page.createCDPSession();
  await devTools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await page.click(button);
  const isWhole = (name: string): boolean => /\.(json|html)$/.test(name);
  for (const untilMs = Date.now() + SAVED_WITHIN_MS; Date.now() < untilMs; await rest(100)) {
    const name = readdirSync(folder).find(isWhole);
    if (name !== undefined) return readFileSync(join(folder, name));
  }
  throw new Error('nothing was saved');
}

/** Opens the page that checks reports. */
export async function openVerifyPage(browser: Browser, extensionId: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/src/contexts/verify/index.html`);
  await page.waitForSelector('#report-file');
  return page;
}

/** What the page said of a file. */
export interface VerifyAnswer {
  readonly kind: string | undefined;
  readonly owner: string | undefined;
  readonly seal: string | undefined;
  readonly fingerprint: string | undefined;
}

let filesGiven = 0;

/** Gives the page a file as a person would, and reads its answer. */
export async function verifyBytes(page: Page, bytes: Uint8Array): Promise<VerifyAnswer> {
  filesGiven += 1;
  const name = `file-${String(filesGiven)}`;
  await page.evaluate(
    (fileName, base64) => {
      const input = document.querySelector<HTMLInputElement>('#report-file');
      const content = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const given = new DataTransfer();
      given.items.add(new File([content], fileName));
      if (input !== null) input.files = given.files;
      input?.dispatchEvent(new Event('change', { bubbles: true }));
    },
    name,
    Buffer.from(bytes).toString('base64'),
  );
  await page.waitForFunction(
    (asked) => document.querySelector('#answer')?.textContent === asked,
    { polling: 50 },
    name,
  );
  return page.evaluate(() => ({
    kind: document.querySelector<HTMLElement>('[data-verification]')?.dataset['verification'],
    owner: document.querySelector<HTMLElement>('[data-owner]')?.dataset['owner'],
    seal: document.querySelector<HTMLElement>('[data-seal]')?.dataset['seal'],
    fingerprint: document.querySelector<HTMLElement>('[data-checked-fingerprint]')?.dataset['checkedFingerprint'],
  }));
}

/** The same bytes with another one at `at`. */
export function withChangedByte(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  // One bit: as small as a change can be.
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
