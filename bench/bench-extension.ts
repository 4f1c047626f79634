/** A copy of the built extension with the bench's own pages in it, so that they run where the engine runs. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { build } from 'vite';
import { launchWithExtension } from '../tools/launch-extension.ts';
import { DIST } from './package-size.ts';

const PAGES = fileURLToPath(new URL('page', import.meta.url));
const PAGE_NAMES = ['engine', 'receive'] as const;
type PageName = (typeof PAGE_NAMES)[number];

export interface BenchBrowser {
  readonly browser: Browser;
  readonly extensionId: string;
  /** Folder of the copy; what is put here before the browser starts has the address `chrome-extension://…/<name>`. */
  readonly folder: string;
  /** Opens one of the bench's pages in the extension. */
  readonly open: (name: PageName) => Promise<Page>;
}

async function buildPages(folder: string): Promise<void> {
  await build({
    root: PAGES,
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: join(folder, 'bench'),
      emptyOutDir: true,
      target: 'chrome148',
      assetsInlineLimit: 0,
      rolldownOptions: { input: PAGE_NAMES.map((name) => join(PAGES, `${name}.html`)) },
    },
  });
}

/**
 * Copies the built extension, adds the bench's pages, and starts a browser with it and with `args`. Closes the browser and
 * removes the copy when `use` ends.
 */
export async function withBenchExtension<Answer>(
  use: (bench: BenchBrowser) => Promise<Answer>,
  args: readonly string[] = [],
): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-bench-'));
  try {
    cpSync(DIST, folder, { recursive: true });
    if (readdirSync(folder).includes('bench')) throw new Error(`${DIST} has a folder "bench" of its own`);
    await buildPages(folder);
    const { browser, extensionId } = await launchWithExtension({ dist: folder, headless: true, args });
    try {
      const open = async (name: PageName): Promise<Page> => {
        const page = await browser.newPage();
        page.on('pageerror', (error) => console.error(`${name}: ${String(error)}`));
        await page.goto(`chrome-extension://${extensionId}/bench/${name}.html`);
        return page;
      };
      return await use({ browser, extensionId, folder, open });
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
