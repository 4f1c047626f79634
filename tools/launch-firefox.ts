/** Starts a Firefox with the built add-on in it, for the tests. */
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { FIREFOX_ID } from '../src/core/policy-export/write-policy.ts';
import { findFirefox } from './find-firefox.ts';

/** Firefox gives each installed add-on an address by chance; a test must know it. */
const HOST = '0d5f7a2e-58f4-4b0e-9d8c-6c6a3a1c2b4d';

/** Autoplay as in the Chromium tests, and no request but those of the page under test. */
const PREFERENCES = {
  'extensions.webextensions.uuids': JSON.stringify({ [FIREFOX_ID]: HOST }),
  'media.autoplay.default': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

export interface LaunchFirefoxChoices {
  /** Folder of the built add-on. */
  readonly dist: string;
  /** Its path; the one that is installed by default. */
  readonly firefox?: string;
  readonly preferences?: Readonly<Record<string, unknown>>;
}

/** Starts Firefox, headless, with the add-on as a temporary one. The caller closes it. Throws `FirefoxNotFoundError`. */
export async function launchFirefox({
  dist,
  firefox = findFirefox(),
  preferences = {},
}: LaunchFirefoxChoices): Promise<Browser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox,
    headless: true,
    extraPrefsFirefox: { ...PREFERENCES, ...preferences },
    // Without it a driver may not look at the pages of extensions.
    args: ['-remote-allow-system-access'],
    defaultViewport: { width: 1000, height: 900 },
  });
  try {
    await browser.installExtension(resolve(dist));
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** How long a page of the add-on's own may take, and how often it is asked whether it is there, milliseconds. */
const OWN_PAGE_MS = 30_000;
const ASK_AGAIN_MS = 50;

/**
 * Opens one of the add-on's own pages in a tab. The tab changes its process on the way: puppeteer never sees the end of
 * that navigation, and a script that runs at that moment fails in one of several ways, so it is asked anew until it
 * answers. Throws when it does not in `OWN_PAGE_MS`.
 */
export async function openOwnPage(browser: Browser, path: string): Promise<Page> {
  const page = await browser.newPage();
  page.goto(`moz-extension://${HOST}/${path}`).catch(() => undefined);
  const isThere = (): Promise<unknown> =>
    page.evaluate(`location.protocol === 'moz-extension:' && document.readyState === 'complete'`).catch(() => false);
  const deadlineMs = Date.now() + OWN_PAGE_MS;
  while (!(await isThere())) {
    if (Date.now() > deadlineMs) throw new Error(`${path} did not open: the tab shows ${page.url()}`);
    await setTimeout(ASK_AGAIN_MS);
  }
  return page;
}
