/** Drives the extension's page "Check a file", one file at a time, and opens it again when a file breaks it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import type { Failure } from '../src/contracts/failure.ts';
import type { EngineVersions, ScanLine } from '../src/contracts/scan.ts';
import { launchWithExtension } from './launch-extension.ts';

/** A minute of video takes seconds; a file that takes this long has broken something. */
const FILE_DEADLINE_MS = 300_000;
const PAGE = 'src/contexts/check-file/index.html';
const SCANNED_EVENT = 'second-look:scanned';

export interface ScanPage {
  /** Resolves with the file's line, whatever happens to the page. */
  readonly scan: (file: string, absolute: string) => Promise<ScanLine>;
  /** The browser that it runs in now. */
  readonly browser: () => Browser;
  readonly close: () => Promise<void>;
}

interface OpenPage {
  readonly browser: Browser;
  readonly page: Page;
  /** Rejects when the page crashes, is closed, or its browser goes. */
  readonly broken: Promise<never>;
  readonly nextLine: () => Promise<ScanLine>;
}

/** Opens the page in a browser of its own. `dist` is the built extension. */
export async function openScanPage(dist: string): Promise<ScanPage> {
  let launched = await launchWithExtension({ dist, headless: true });
  let open: OpenPage | undefined = await openPage(launched.browser, launched.extensionId);
  let versions: EngineVersions = { extension: versionOf(dist), provider: 'none', models: {} };

  const reopen = async (): Promise<OpenPage> => {
    try {
      return await openPage(launched.browser, launched.extensionId);
    } catch {
      // A crash of the engine's own page takes the whole extension with it.
      await launched.browser.close().catch(() => undefined);
      launched = await launchWithExtension({ dist, headless: true });
      return openPage(launched.browser, launched.extensionId);
    }
  };

  return {
    scan: async (file, absolute) => {
      try {
        open ??= await reopen();
        const line = await scanOn(open, absolute);
        ({ versions } = line);
        return { ...line, file };
      } catch (problem) {
        await open?.page.close().catch(() => undefined);
        open = undefined;
        const detail = problem instanceof Error ? problem.message : String(problem);
        return errorLine(file, { code: 'platform.host-lost', stage: 'score', detail }, 'engine-failed', versions);
      }
    },
    browser: () => launched.browser,
    close: () => launched.browser.close(),
  };
}

/** The line of a file of which nothing else is known. */
export function errorLine(file: string, failure: Failure, reason: string, versions: EngineVersions): ScanLine {
  const facts = { known: [], unread: ['signed-record', 'file'] } as const;
  return { file, state: 'could-not-check', reason, detectors: [], facts, frames: [], failures: [failure], versions };
}

export function versionOf(dist: string): string {
  const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')) as { readonly version: string };
  return manifest.version;
}

async function openPage(browser: Browser, extensionId: string): Promise<OpenPage> {
  const page = await browser.newPage();
  const broken = new Promise<never>((_, reject) => {
    page.once('error', () => {
      reject(new Error('the page crashed'));
    });
    page.once('close', () => {
      reject(new Error('the page was closed'));
    });
    browser.once('disconnected', () => {
      reject(new Error('the browser is gone'));
    });
  });
  // Nobody may be waiting when it breaks; the next file then finds out.
  broken.catch(() => undefined);
  let take: ((line: ScanLine) => void) | undefined;
  await page.exposeFunction('tellScanLine', (line: ScanLine) => take?.(line));
  await page.evaluateOnNewDocument((scanned: string) => {
    document.addEventListener(scanned, (event) => {
      (globalThis as unknown as { tellScanLine: (line: unknown) => void }).tellScanLine((event as CustomEvent).detail);
    });
  }, SCANNED_EVENT);
  await page.goto(`chrome-extension://${extensionId}/${PAGE}`);
  await page.waitForSelector('#files');
  const nextLine = (): Promise<ScanLine> =>
    new Promise((resolve) => {
      take = resolve;
    });
  return { browser, page, broken, nextLine };
}

async function scanOn({ page, broken, nextLine }: OpenPage, absolute: string): Promise<ScanLine> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer in ${String(FILE_DEADLINE_MS / 1000)} s`));
    }, FILE_DEADLINE_MS);
  });
  const line = nextLine();
  const upload = async (): Promise<ScanLine> => {
    const input = await page.$('input#files');
    if (input === null) throw new Error('the page has no file input');
    await input.uploadFile(absolute);
    await input.dispose();
    const scanned = await line;
    // Rows pile up otherwise, hundreds of files long.
    await page.$eval('#clear', (button) => {
      (button as HTMLButtonElement).click();
    });
    return scanned;
  };
  try {
    return await Promise.race([upload(), broken, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
