/** Starts a browser with the built extension in it: for the demo, the tests and the tools. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { findBrowser } from './find-browser.ts';

/** Nothing but the page under test may speak to the network, or the demo's record of requests would mean little. */
const QUIET_ARGS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--metrics-recording-only',
  '--autoplay-policy=no-user-gesture-required',
];

export interface LaunchChoices {
  readonly headless: boolean;
  readonly args?: readonly string[];
  /** Switches that every other browser gets. */
  readonly leaveOut?: readonly string[];
}

export interface LaunchWithExtensionChoices extends LaunchChoices {
  /** Folder of the built extension. */
  readonly dist: string;
  /** Runs before the extension is loaded, so that not even its first request goes unseen. */
  readonly beforeExtension?: (browser: Browser) => Promise<void>;
  /** Leave the page open that greets somebody new; it would lie over the page under test. */
  readonly keepsFirstRun?: boolean;
}

export interface BrowserWithExtension {
  readonly browser: Browser;
  readonly extensionId: string;
}

/** Chromium refuses to start its sandbox as root, which is who containers run as. */
function sandboxArgs(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Starts a quiet browser with no extension. The caller closes it. Throws `BrowserNotFoundError`. */
export async function launchBrowser({ headless, args = [], leaveOut = [] }: LaunchChoices): Promise<Browser> {
  return puppeteer.launch({
    executablePath: findBrowser(),
    headless,
    pipe: true,
    // Only lets extensions be loaded later: branded Chrome from 137 on ignores `--load-extension`.
    enableExtensions: true,
    defaultViewport: headless ? { width: 1000, height: 900 } : null,
    ignoreDefaultArgs: [...leaveOut],
    args: [...QUIET_ARGS.filter((arg) => !leaveOut.includes(arg)), ...sandboxArgs(), '--window-size=1020,980', ...args],
  });
}

/** Closes the page that greets somebody new, once it is there. */
export async function closeFirstRun(browser: Browser): Promise<void> {
  const greeting = await browser.waitForTarget((target) => target.url().endsWith('/first-run/index.html'));
  await (await greeting.page())?.close();
}

/** Starts a quiet browser and loads the extension from `dist` into it. The caller closes it. */
export async function launchWithExtension(choices: LaunchWithExtensionChoices): Promise<BrowserWithExtension> {
  const dist = resolve(choices.dist);
  if (!existsSync(join(dist, 'manifest.json'))) throw new Error(`no built extension in ${dist}: run npm run build`);
  const browser = await launchBrowser(choices);
  try {
    await choices.beforeExtension?.(browser);
    const extensionId = await browser.installExtension(dist);
    if (choices.keepsFirstRun !== true) await closeFirstRun(browser);
    return { browser, extensionId };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
