import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { TargetType, type Browser, type Page, type WebWorker } from 'puppeteer';
import type { EffectiveSettings } from '../../src/contracts/settings.ts';
import { launchBrowser } from '../../tools/launch-extension.ts';

export const DIST = resolve(process.env['SECOND_LOOK_DIST'] ?? 'dist');

/** Chromium's way of writing an id: the first half of a SHA-256, with a to p for the digits. */
export function idOfHash(hashed: Uint8Array | string): string {
  const digits = createHash('sha256').update(hashed).digest('hex').slice(0, 32);
  return digits.replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)));
}

/** An unpacked extension is called after the path it lies at, so a policy can name it before it is loaded. */
export const UNPACKED_ID = idOfHash(DIST);

/** A browser in a profile of its own, fresh unless one is named, that has our extension from its first moment on. */
export function launchManaged(args: readonly string[] = []): Promise<Browser> {
  return launchBrowser({ headless: true, args: [`--load-extension=${DIST}`, ...args] });
}

function ownAddress(path: string, extensionId = UNPACKED_ID): string {
  return `chrome-extension://${extensionId}/src/contexts/${path}`;
}

/** Our background, as long as it runs. */
export async function workerOf(browser: Browser, extensionId = UNPACKED_ID): Promise<WebWorker> {
  const target = await browser.waitForTarget(
    (one) => one.type() === TargetType.SERVICE_WORKER && one.url().includes(extensionId),
  );
  const worker = await target.worker();
  if (worker === null) throw new Error('no service worker');
  return worker;
}

/** The pages that greet somebody new. */
export async function greetings(browser: Browser): Promise<readonly Page[]> {
  return (await browser.pages()).filter((page) => page.url().endsWith('/first-run/index.html'));
}

/** Number of the tab that shows a page of this machine. */
export async function tabOf(own: Page): Promise<number> {
  return own.evaluate(async () => (await chrome.tabs.query({ url: 'http://localhost/*' }))[0]?.id ?? -1);
}

export async function openOwnPage(browser: Browser, path: string, extensionId = UNPACKED_ID): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(ownAddress(path, extensionId));
  return page;
}

/** What holds now, as the background answers one of our own pages. */
export function settingsNow(page: Page): Promise<EffectiveSettings> {
  return page.evaluate(async () => {
    const question = { route: 'page>background/read-settings', probe: new ArrayBuffer(8) };
    const { answer } = await chrome.runtime.sendMessage<object, { answer: EffectiveSettings }>(question);
    return answer;
  });
}

/** Waits until the settings are as a test wants them; the message of a time-out shows how they were. */
export async function settingsOnce(
  page: Page,
  isSo: (settings: EffectiveSettings) => boolean,
  withinMs = 30_000,
): Promise<EffectiveSettings> {
  const until = Date.now() + withinMs;
  for (;;) {
    const settings = await settingsNow(page);
    if (isSo(settings)) return settings;
    if (Date.now() > until) throw new Error(`settings stayed ${JSON.stringify(settings)}`);
    await new Promise((wait) => setTimeout(wait, 100));
  }
}

/** A page on this machine. */
export async function serve(html: string): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(html);
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  return { server, address: `http://localhost:${String((server.address() as AddressInfo).port)}/` };
}
