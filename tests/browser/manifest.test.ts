import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../tools/launch-extension.ts';
import { manifestWarnings } from '../../tools/manifest-warnings.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';

let browser: Browser;
let folder: string;

/** A copy of the built extension whose manifest says something else. */
function withManifest(change: (manifest: { permissions: string[]; [key: string]: unknown }) => void): string {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(join(DIST, 'manifest.json'), 'utf8')) as { permissions: string[] };
  change(manifest);
  writeFileSync(path, JSON.stringify(manifest));
  return folder;
}

beforeAll(async () => {
  browser = await launchBrowser({ headless: true });
  folder = mkdtempSync(join(tmpdir(), 'second-look-manifest-'));
  cpSync(DIST, folder, { recursive: true });
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

describe('the manifest as Chromium reads it', () => {
  it('loads with no warning', async () => {
    expect(await manifestWarnings(browser, DIST)).toEqual([]);
  });

  it('would be warned of, were there a key or a permission that Chromium does not know', async () => {
    const wrong = withManifest((manifest) => {
      manifest['colour'] = 'red';
      manifest.permissions.push('mind-reading');
    });
    expect(await manifestWarnings(browser, wrong)).toEqual([
      expect.stringContaining('colour'),
      expect.stringContaining('mind-reading'),
    ]);
  });

  it('would not load at all, did it say something impossible', async () => {
    const wrong = withManifest((manifest) => {
      manifest['message_serialization'] = 'by-pigeon';
    });
    await expect(manifestWarnings(browser, wrong)).rejects.toThrow('message_serialization');
  });
});
