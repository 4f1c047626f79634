import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TargetType, type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../src/contracts/settings.ts';
import type { SightingReport } from '../../src/contracts/sighting.ts';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import { recordedClip } from '../support/recorded-clip.ts';
import { violationsOn } from './axe.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';

/** A clip without a face, recorded from a canvas, that plays. */
const PAGE = `<!doctype html><title>Feed</title>
<video id="plays" muted loop style="display:block;width:480px;height:270px"></video>
${recordedClip(1_500)}`;

let server: Server;
let browser: Browser;
let extensionId: string;
let feed: Page;
let settings: Page;
/** A page behind another one draws no frames to poll by. */
const IN_BACKGROUND = { polling: 100 };
const folder = mkdtempSync(join(tmpdir(), 'second-look-settings-'));

const open = async (): Promise<void> => {
  await settings.goto(`chrome-extension://${extensionId}/src/contexts/settings/index.html`);
  await settings.waitForSelector('h1');
};
const chosen = (): Promise<Partial<Settings>> =>
  settings.evaluate(async () => {
    const stored = await chrome.storage.local.get<{ settings?: { chosen: Partial<Settings> } }>('settings');
    return stored.settings?.chosen ?? {};
  });
const press = (selector: string): Promise<void> =>
  settings.$eval(selector, (control) => {
    (control as HTMLElement).click();
  });
const saidUntil = (words: string): Promise<unknown> =>
  settings.waitForFunction(
    `document.querySelector('.said')?.textContent.includes(${JSON.stringify(words)})`,
    IN_BACKGROUND,
  );

/** What the content script of the feed says of its video just now. */
const videoOfFeed = (): Promise<SightingReport | undefined> =>
  settings.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ url: 'http://localhost/*' });
    const port = chrome.tabs.connect(tab?.id ?? -1, { name: 'tab' });
    return new Promise<SightingReport | undefined>((resolve) => {
      port.onMessage.addListener(({ report }: { readonly report?: { readonly sightings: SightingReport[] } }) => {
        port.disconnect();
        resolve(report?.sightings[0]);
      });
    });
  });
const untilFeed = async (isSo: (video: SightingReport | undefined) => boolean): Promise<void> => {
  const untilMs = Date.now() + 30_000;
  for (;;) {
    const video = await videoOfFeed();
    if (isSo(video)) return;
    if (Date.now() > untilMs)
      throw new Error(`the feed still says ${JSON.stringify(video?.verdict)} with ${JSON.stringify(await chosen())}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
const reasonOf = (video: SightingReport | undefined): string =>
  video !== undefined && 'reason' in video.verdict ? video.verdict.reason : '';

const importText = async (text: string): Promise<void> => {
  const path = join(folder, 'chosen.json');
  writeFileSync(path, text);
  const input = await settings.$('#import-settings');
  await (input as Awaited<ReturnType<Page['$']>> & { uploadFile: (path: string) => Promise<void> }).uploadFile(path);
};

async function download(button: string, name: string, encoding: BufferEncoding = 'utf8'): Promise<string> {
  const session = await browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true });
  const done = new Promise<void>((resolve) => {
    session.on('Browser.downloadProgress', ({ state }) => {
      if (state === 'completed') resolve();
    });
  });
  await press(button);
  await done;
  await session.detach();
  return readFileSync(join(folder, name), encoding);
}

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(PAGE);
  }).listen(0, '127.0.0.1');
  ({ browser, extensionId } = await launchWithExtension({ dist: DIST, headless: true }));
  feed = await browser.newPage();
  await feed.goto(`http://localhost:${String((server.address() as AddressInfo).port)}/`);
  await feed.waitForFunction(`document.querySelector('#plays').currentTime > 0`);
  settings = await browser.newPage();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

beforeEach(async () => {
  await open();
  await settings.evaluate(() => chrome.storage.local.clear());
  await open();
  await feed.bringToFront();
});

describe('settings, applied in tabs that are open', () => {
  it('“on request” leaves videos alone, and taking it back looks at them again', async () => {
    await untilFeed((video) => reasonOf(video) === 'no-face');
    await press('[name="sensitivity"][value="on-request"]');
    await untilFeed((video) => reasonOf(video) === 'not-asked');
    await press('[name="sensitivity"][value="quiet"]');
    await untilFeed((video) => reasonOf(video) === 'no-face');
  });

  it('the level of all other sites holds at once', async () => {
    await press('[name="level"][value="off"]');
    await untilFeed((video) => reasonOf(video) === 'site-off');
    await saidUntil('Saved');
  });

  it('a site is added by name or address, given a level, and removed', async () => {
    await settings.bringToFront();
    await settings.type('#add-site', 'http://LocalHost:8080/feed');
    await press('.add-site button');
    await settings.waitForSelector('[data-site="localhost"]');
    await feed.bringToFront();
    await untilFeed((video) => reasonOf(video) === 'site-off');
    await settings.select('[data-site="localhost"] select', 'facts-only');
    await untilFeed((video) => reasonOf(video) === 'facts-only');
    await press('[data-site="localhost"] button');
    await settings.waitForFunction(`document.querySelector('[data-site="localhost"]') === null`, IN_BACKGROUND);
    await untilFeed((video) => reasonOf(video) !== 'facts-only');
    expect((await chosen()).siteLevels).toEqual({});
  });

  it('what is no name of a site is refused in words and stored nowhere', async () => {
    await settings.bringToFront();
    await settings.type('#add-site', 'not a site');
    await press('.add-site button');
    await settings.waitForSelector('#add-site-refused');
    expect(await settings.$eval('#add-site', (input) => input.getAttribute('aria-invalid'))).toBe('true');
    expect(await chosen()).toEqual({});
  });

  it.each([
    ['budget', '[name="budget"][value="saving"]', 'saving'],
    ['audience', '[name="audience"][value="minor"]', 'minor'],
  ])('%s is stored as chosen', async (key, control, value) => {
    await press(control);
    await saidUntil('Saved');
    expect(await chosen()).toEqual({ [key]: value });
  });

  it.each([
    ['language', 'en'],
    ['region', 'AT'],
  ])('%s is stored as picked, from a list in the right language', async (key, value) => {
    await settings.select(`#${key}`, value);
    await saidUntil('Saved');
    expect(await chosen()).toEqual({ [key]: value });
    const words = await settings.$eval(`#${key}`, (list) => (list as HTMLSelectElement).selectedOptions[0]?.text);
    expect(['English', 'Austria']).toContain(words);
  });
});

describe('files of settings', () => {
  it('what was saved can be loaded again', async () => {
    await press('[name="sensitivity"][value="standard"]');
    await saidUntil('Saved');
    const saved = await download('#export-settings', 'second-look-settings.json');
    await settings.evaluate(() => chrome.storage.local.clear());
    await importText(saved);
    // First what is stored: the page may still show what was cleared.
    await expect.poll(async () => (await chosen()).sensitivity, { timeout: 10_000 }).toBe('standard');
    await settings.waitForFunction(
      `document.querySelector('[name="sensitivity"][value="standard"]').checked`,
      IN_BACKGROUND,
    );
  });

  it('a file that is loaded holds at once, in tabs that are open and on the page itself', async () => {
    await untilFeed((video) => reasonOf(video) === 'no-face');
    await importText(
      '{"product":"second-look","version":2,"settings":{"sensitivity":"on-request","language":"he","audience":"minor"}}',
    );
    await untilFeed((video) => reasonOf(video) === 'not-asked');
    await settings.waitForFunction(
      `document.documentElement.dir === 'rtl' && document.querySelector('[name="audience"][value="minor"]').checked`,
      IN_BACKGROUND,
    );
  });

  it.each([
    ['no JSON', '{', 'holds no settings'],
    ['another file', '{"product":"other","version":2,"settings":{}}', 'holds no settings'],
    ['a version that is not known', '{"product":"second-look","version":99,"settings":{}}', 'holds no settings'],
    [
      'unknown and wrong keys',
      '{"product":"second-look","version":2,"settings":{"sensitivity":"loud","colour":"red","budget":"saving"}}',
      'sensitivity, colour',
    ],
  ])('%s: said in words, and nothing is changed', async (_what, text, words) => {
    await importText(text);
    await saidUntil(words);
    expect(await chosen()).toEqual({});
  });

  it('stored settings that cannot be read count as no choice, and a new choice holds', async () => {
    await settings.evaluate(() => chrome.storage.local.set({ settings: 'damaged' }));
    await open();
    await settings.waitForFunction(
      `document.querySelector('[name="sensitivity"][value="quiet"]')?.checked`,
      IN_BACKGROUND,
    );
    await press('[name="sensitivity"][value="standard"]');
    await saidUntil('Saved');
    expect(await chosen()).toEqual({ sensitivity: 'standard' });
  });
});

describe('a policy made of the settings', () => {
  it('holds what was changed at the level that was chosen, and is saved for the system that was chosen', async () => {
    await press('[name="sensitivity"][value="standard"]');
    await saidUntil('Saved');
    await settings.evaluate(() => document.querySelector('#policy')?.closest('details')?.setAttribute('open', ''));
    expect(await settings.$eval('#policy-sensitivity', (list) => (list as HTMLSelectElement).value)).toBe('locked');
    await settings.select('#policy-budget', 'default');
    await press('[name="policy-off"][value="report"]');
    const saved = JSON.parse(await download('#export-policy', 'second-look-admin-console.json')) as unknown;
    expect(saved).toEqual({
      sensitivity: { Value: 'standard' },
      budget: { Value: 'standard' },
      featuresOff: { Value: ['report'] },
      unlocked: { Value: ['budget'] },
    });
    await settings.select('#policy-format', 'windows');
    const registry = await download('#export-policy', 'second-look.reg', 'utf16le');
    expect(registry).toMatch(/^\uFEFFWindows Registry Editor Version 5\.00\r\n/);
    expect(registry).toContain(`${extensionId}\\policy]\r\n"sensitivity"="standard"\r\n`);
    await settings.select('#policy-format', 'linux');
    const linux = JSON.parse(await download('#export-policy', 'second-look.json')) as unknown;
    expect(linux).toMatchObject({ '3rdparty': { extensions: { [extensionId]: { unlocked: ['budget'] } } } });
  });
});

describe('what is kept', () => {
  const keepSomething = (): Promise<void> =>
    settings.evaluate(async () => {
      await chrome.storage.local.set({ 'day-counts:2026-01-01:x': { unclear: 1 } });
      const folder = await navigator.storage.getDirectory();
      const stream = await (await folder.getFileHandle('kept.json', { create: true })).createWritable();
      await stream.write('[1]');
      await stream.close();
      await new Promise((resolve) => {
        const request = indexedDB.open('kept', 1);
        request.onsuccess = () => {
          request.result.close();
          resolve(undefined);
        };
      });
    });

  it('can be saved as a whole', async () => {
    await keepSomething();
    const saved = JSON.parse(await download('#export-everything', 'second-look.json')) as unknown;
    expect(saved).toMatchObject({
      stored: { 'day-counts:2026-01-01:x': { unclear: 1 } },
      files: { 'kept.json': [1] },
      databases: ['kept'],
    });
  });

  it('is deleted only once the question was answered, and then wholly', async () => {
    await keepSomething();
    await press('#delete-everything');
    await settings.waitForSelector('#delete-no');
    await press('#delete-no');
    await settings.waitForSelector('#delete-everything');
    await press('#delete-everything');
    await settings.waitForSelector('#delete-yes');
    await press('#delete-yes');
    await saidUntil('Everything was deleted');
    const left = await settings.evaluate(async () => {
      const files: string[] = [];
      for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
      const stored = Object.keys(await chrome.storage.local.get()).filter((key) => !key.startsWith('day-counts:'));
      return { files, stored, databases: await indexedDB.databases() };
    });
    expect(left).toEqual({ files: [], stored: [], databases: [] });
  });
});

describe('for everybody', () => {
  it.each(['light', 'dark'])('axe-core finds nothing wrong in %s', async (scheme) => {
    await settings.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await settings.bringToFront();
    await settings.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await violationsOn(settings)).toEqual([]);
  });

  it('the keys reach every control in the order of the page, and choose', async () => {
    await settings.bringToFront();
    await settings.evaluate(() => {
      document.body.focus();
    });
    const walked: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      await settings.keyboard.press('Tab');
      const at = await settings.evaluate(() => {
        const { activeElement: on } = document;
        return on instanceof HTMLInputElement && on.type === 'radio' ? on.name : (on?.id ?? '') || (on?.tagName ?? '');
      });
      if (at === 'BODY') break;
      walked.push(at);
    }
    const named = walked.filter((at) => !/^[A-Z]+$/.test(at));
    expect(named.slice(0, 8)).toEqual([
      'sensitivity',
      'level',
      'budget',
      'add-site',
      'language',
      'audience',
      'region',
      'export-settings',
    ]);
    expect(named).toEqual(expect.arrayContaining(['import-settings', 'export-everything', 'delete-everything']));
    await settings.focus('[name="budget"]:checked');
    await settings.keyboard.press('ArrowDown');
    await saidUntil('Saved');
    expect((await chosen()).budget).toBe('generous');
  });

  it('is what the browser opens as the extension’s options', async () => {
    const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
    const worker = await target.worker();
    await worker?.evaluate(() => chrome.runtime.openOptionsPage());
    await browser.waitForTarget((one) => one.url().endsWith('/src/contexts/settings/index.html'));
  });
});
