import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../tools/find-browser.ts';
import { launchBrowser } from '../../tools/launch-extension.ts';
import { openPolicyFolder, type PolicyFolder } from '../../tools/policy-folder.ts';
import { DIST, greetings, idOfHash, openOwnPage, settingsOnce, workerOf } from './managed-browser.ts';

const SETTINGS = 'settings/index.html';

let folder: PolicyFolder;
let scratch: string;
let server: Server;
let extensionId: string;
let browser: Browser;

/** Packs the built extension as Chromium does, with a key of its own. Returns where the package lies. */
function packCrx(): { readonly crx: string; readonly key: string } {
  const unpacked = join(scratch, 'unpacked');
  cpSync(DIST, unpacked, { recursive: true });
  const args = ['--headless', '--no-sandbox', `--user-data-dir=${join(scratch, 'packing')}`];
  execFileSync(findBrowser(), [...args, `--pack-extension=${unpacked}`], { stdio: 'ignore' });
  return { crx: `${unpacked}.crx`, key: `${unpacked}.pem` };
}

/** A server of updates, as an administrator without a store would run one. */
function serveUpdates(crx: Buffer, version: string): Server {
  return createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    if (request.url === '/second-look.crx') {
      response.setHeader('content-type', 'application/x-chrome-extension');
      response.end(crx);
      return;
    }
    response.setHeader('content-type', 'text/xml');
    response.end(`<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0"><app appid="${extensionId}">
<updatecheck codebase="http://127.0.0.1:${String(port)}/second-look.crx" version="${version}" />
</app></gupdate>`);
  });
}

/** The policy of a school: the extension is installed for everybody, with these settings. */
function forced(values: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}): void {
  const { port } = server.address() as AddressInfo;
  folder.put({
    ExtensionSettings: {
      [extensionId]: {
        installation_mode: 'force_installed',
        update_url: `http://127.0.0.1:${String(port)}/updates.xml`,
        toolbar_pin: 'force_pinned',
      },
    },
    // Chromium hides what a policy installed from its inspector, and these tests look through it.
    DeveloperToolsAvailability: 1,
    '3rdparty': { extensions: { [extensionId]: values } },
    ...more,
  });
}

/** A browser with nothing but its policy; the extension comes by itself. */
async function launchForced(args: readonly string[] = []): Promise<Page> {
  // Chromium installs nothing while its background requests are switched off.
  browser = await launchBrowser({ headless: true, args, leaveOut: ['--disable-background-networking'] });
  await workerOf(browser, extensionId);
  return openOwnPage(browser, SETTINGS, extensionId);
}

beforeAll(async () => {
  folder = openPolicyFolder();
  scratch = mkdtempSync(join(tmpdir(), 'second-look-forced-'));
  const { crx, key } = packCrx();
  extensionId = idOfHash(createPublicKey(readFileSync(key)).export({ type: 'spki', format: 'der' }));
  const { version } = JSON.parse(readFileSync(join(DIST, 'manifest.json'), 'utf8')) as { version: string };
  server = serveUpdates(readFileSync(crx), version);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

afterEach(async () => {
  await browser.close();
});

afterAll(() => {
  folder.close();
  server.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe('installed by policy', () => {
  it('its settings hold and are locked, it is pinned, and no page greets anybody', async () => {
    forced({ sensitivity: 'on-request', audience: 'minor', unlocked: ['audience'] });
    const page = await launchForced();
    const settings = await settingsOnce(page, ({ locked }) => locked.length > 0);
    expect(settings.values).toMatchObject({ sensitivity: 'on-request', audience: 'minor' });
    expect(settings.locked).toEqual(['sensitivity']);
    const about = await page.evaluate(async () => ({
      ...(await chrome.management.getSelf()),
      ...(await chrome.action.getUserSettings()),
    }));
    expect(about).toMatchObject({ installType: 'admin', mayDisable: false, isOnToolbar: true });
    expect(await greetings(browser)).toEqual([]);
  });

  it('without any setting of its own it greets nobody either', async () => {
    forced({});
    const page = await launchForced();
    const settings = await settingsOnce(page, () => true);
    expect(settings.locked).toEqual([]);
    expect(await greetings(browser)).toEqual([]);
  });
});

describe('in profiles that are wiped at each logout', () => {
  it('every login is the first, nothing nags, and the policy holds each time', async () => {
    const profile = join(scratch, 'ephemeral');
    forced({ budget: 'saving' }, { ForceEphemeralProfiles: true });
    for (const login of ['first', 'second']) {
      const page = await launchForced([`--user-data-dir=${profile}`]);
      const settings = await settingsOnce(page, ({ locked }) => locked.length > 0);
      expect([login, settings.values.budget, settings.locked]).toEqual([login, 'saving', ['budget']]);
      const kept = await page.evaluate(() => chrome.storage.local.get('left-behind'));
      expect(kept).toEqual({});
      await page.evaluate(() => chrome.storage.local.set({ 'left-behind': true }));
      expect(await greetings(browser)).toEqual([]);
      await browser.close();
    }
  });
});
