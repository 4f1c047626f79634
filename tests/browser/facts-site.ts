import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { TargetType } from 'puppeteer';
import { expect } from 'vitest';
import type { SightingReport } from '../../src/contracts/sighting.ts';

export const MEDIA = 'tests/signed/media';
const CHECK_FILE = 'src/contexts/check-file/index.html';
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  mp4: 'video/mp4',
  m4s: 'video/mp4',
  webm: 'video/webm',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** One request that the site was asked, and how much it sent. */
export interface Asked {
  readonly path: string;
  readonly range: string | undefined;
  /** `video` for the page's element, `empty` for a script's. */
  readonly from: string;
  readonly cookie: string | undefined;
  readonly bytes: number;
}

export interface FactsSite {
  readonly origin: string;
  /** Pages and media by path; a path that is not here is a file of `tests/signed/media`. */
  readonly files: Map<string, string | Buffer>;
  readonly asked: Asked[];
  /** Paths that are served without ranges. */
  readonly whole: Set<string>;
  readonly close: () => void;
}

/** Serves pages and the signed media on loopback, with ranges, and sets a cookie that nobody may bring back. */
export async function serveFactsSite(): Promise<FactsSite> {
  const files = new Map<string, string | Buffer>();
  const asked: Asked[] = [];
  const whole = new Set<string>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    const body = bodyOf(path, files);
    const { range, cookie } = request.headers;
    const from = String(request.headers['sec-fetch-dest']);
    if (body === undefined) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.split('.').pop() ?? ''] ?? 'text/html';
    const headers = { 'content-type': type, 'set-cookie': 'known=visitor; Path=/', etag: `"${String(body.length)}"` };
    const [, first, last] = (whole.has(path) ? null : /bytes=(\d+)-(\d*)/.exec(range ?? '')) ?? [];
    if (first === undefined) {
      asked.push({ path, range, from, cookie, bytes: body.length });
      response.writeHead(200, { ...headers, 'content-length': body.length }).end(body);
      return;
    }
    const end = last === undefined || last === '' ? body.length : Math.min(Number(last) + 1, body.length);
    const part = body.subarray(Number(first), end);
    asked.push({ path, range, from, cookie, bytes: part.length });
    const contentRange = `bytes ${first}-${String(end - 1)}/${String(body.length)}`;
    response.writeHead(206, { ...headers, 'accept-ranges': 'bytes', 'content-range': contentRange }).end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${String(port)}`, files, asked, whole, close: () => server.close() };
}

function bodyOf(path: string, files: ReadonlyMap<string, string | Buffer>): Buffer | undefined {
  const given = files.get(path);
  if (given !== undefined) return typeof given === 'string' ? Buffer.from(given) : given;
  try {
    return readFileSync(join(MEDIA, path));
  } catch {
    return undefined;
  }
}

/** Adds the test issuer's list as a person would: on the page "Check a file". */
export async function trustTestIssuer(browser: Browser, extensionId: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/${CHECK_FILE}`);
  const input = await page.waitForSelector('input#trust-list');
  await (input as unknown as { uploadFile: (path: string) => Promise<void> }).uploadFile(
    'tests/signed/test-issuer.pem',
  );
  await page.waitForSelector('[data-list="test-issuer.pem"]');
  await page.close();
}

/** The popup as it opens on a page, in a tab of its own. */
export async function openPopup(browser: Browser, extensionId: string, shown: Page): Promise<Page> {
  const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
  const worker = await target.worker();
  const ask = async (url: string): Promise<number> =>
    (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id ?? -1;
  const tabId = await worker?.evaluate(ask, shown.url());
  const popup = await browser.newPage();
  await popup.goto(`chrome-extension://${extensionId}/src/contexts/popup/index.html?tab=${String(tabId)}`);
  return popup;
}

/** What the documents of a page's tab tell the popup. */
export async function reportsOf(browser: Browser, page: Page): Promise<readonly SightingReport[]> {
  const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
  const worker = await target.worker();
  if (worker === null) throw new Error('no service worker');
  await expect.poll(() => worker.evaluate(() => typeof chrome.tabs.query)).toBe('function');
  return worker.evaluate(async (address) => {
    const [tab] = (await chrome.tabs.query({})).filter(({ url }) => url === address);
    if (tab?.id === undefined) return [];
    const port = chrome.tabs.connect(tab.id, { name: 'tab' });
    const found: SightingReport[] = [];
    port.onMessage.addListener((signed: { report?: { sightings: SightingReport[] } }) => {
      found.splice(0, found.length, ...(signed.report?.sightings ?? []));
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    port.disconnect();
    return found;
  }, page.url());
}

interface Seen {
  readonly nodeValue?: string;
  readonly attributes?: readonly string[];
  readonly children?: readonly Seen[];
  readonly shadowRoots?: readonly Seen[];
}

/** The words in each element of a class in our closed shadow root, which only the browser's own inspector can look into. */
export async function wordsOn(page: Page, className: string): Promise<readonly string[]> {
  const inspector = await page.createCDPSession();
  const { root } = (await inspector.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: Seen };
  await inspector.detach();
  const words = (node: Seen): string => (node.nodeValue ?? '') + (node.children ?? []).map(words).join(' ');
  const isWanted = ({ attributes = [] }: Seen): boolean =>
    attributes.some((value, index) => attributes[index - 1] === 'class' && value.split(' ').includes(className));
  const found = (node: Seen): readonly string[] =>
    isWanted(node) ? [words(node).trim()] : [...(node.children ?? []), ...(node.shadowRoots ?? [])].flatMap(found);
  return found(root);
}

/** The words of the chips on the badges of a page. */
export const chipsOn = (page: Page): Promise<readonly string[]> => wordsOn(page, 'fact-chip');
