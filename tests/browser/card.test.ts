import { fileURLToPath } from 'node:url';
import { TargetType, type Browser, type Page, type WebWorker } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KeptDisagreement } from '../../src/contracts/disagreement.ts';
import type { Settings } from '../../src/contracts/settings.ts';
import { CLIPS, makeClips } from '../../demo/make-clips.ts';
import { TWIN_SEEDS, twinPair } from '../../demo/rows.ts';
import { startServer, type LoopbackServer } from '../../demo/server.ts';
import falseAlarms from '../../src/detectors/false-alarms.json' with { type: 'json' };
import { launchWithExtension } from '../../tools/launch-extension.ts';
import { OurLayer } from './our-layer.ts';

const SOON = { timeout: 5_000, interval: 100 };
const CHECKED = { timeout: 60_000, interval: 300 };

let browser: Browser;
let extensionId: string;
let server: LoopbackServer;
let address: string;
let page: Page;
let ours: OurLayer;

async function worker(): Promise<WebWorker> {
  const target = await browser.waitForTarget(
    (one) => one.type() === TargetType.SERVICE_WORKER && one.url().includes(extensionId),
  );
  const found = await target.worker();
  if (found === null) throw new Error('no service worker');
  return found;
}

const choose = async (chosen: Partial<Settings>): Promise<void> =>
  (await worker()).evaluate(
    (settings) => chrome.storage.local.set({ settings: { version: 2, chosen: settings } }),
    chosen,
  );

/** Does what the browser does when the person presses a shortcut of the extension or chooses from its context menu. */
async function dispatch(
  kind: 'command' | 'menu',
  word: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await (
    await worker()
  ).evaluate(
    async (event, name, details, url) => {
      interface Dispatching {
        readonly dispatch: (...said: unknown[]) => void;
      }
      const [tab] = (await chrome.tabs.query({})).filter((one) => one.url === url);
      if (event === 'command') (chrome.commands.onCommand as unknown as Dispatching).dispatch(name, tab);
      else {
        (chrome.contextMenus.onClicked as unknown as Dispatching).dispatch(
          { menuItemId: name, frameId: 0, ...details },
          tab,
        );
      }
    },
    kind,
    word,
    more,
    page.url(),
  );
}

/** What the person said is wrong, as it is kept. */
async function disagreements(): Promise<readonly KeptDisagreement[]> {
  const own = await browser.newPage();
  await own.goto(`chrome-extension://${extensionId}/src/contexts/popup/index.html`);
  const kept = await own.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle('disagreements.json', { create: true })).getFile();
    return (await file.text()) || '[]';
  });
  await own.close();
  await page.bringToFront();
  return JSON.parse(kept) as readonly KeptDisagreement[];
}

const videoSays = <Answer>(look: (video: HTMLVideoElement) => Answer): Promise<Answer> =>
  page.$eval('video', look as never);
const state = async (): Promise<string> => (await ours.classes())?.split(' ')[1] ?? 'none';
const isJudged = async (): Promise<boolean> =>
  ['some-signs', 'strong-signs', 'unclear', 'no-signs'].includes(await state());
const untilJudged = () => expect.poll(isJudged, CHECKED).toBe(true);
const isOpen = async (): Promise<boolean> => (await ours.boxes('.card')).length === 1;

async function open(): Promise<void> {
  await page.goto(address);
  await page.bringToFront();
  await page.evaluate(async () => {
    const button = document.createElement('button');
    button.textContent = "The page's own";
    document.body.prepend(button);
    Object.assign(window, { keysHeard: [] as string[] });
    document.addEventListener('keydown', ({ key }) =>
      (window as unknown as { keysHeard: string[] }).keysHeard.push(key),
    );
    await document.querySelector('video')?.play();
  });
}

beforeAll(async () => {
  const [seed = 1] = TWIN_SEEDS;
  const [clip] = await makeClips([twinPair(seed).twin]);
  if (clip === undefined) throw new Error('the clip was not made');
  server = await startServer({
    folders: { page: fileURLToPath(new URL('../../bench/page', import.meta.url)), media: CLIPS },
  });
  address = `${server.origin}/page/one-video.html?clip=${clip.name}`;
  ({ browser, extensionId } = await launchWithExtension({
    dist: process.env['SECOND_LOOK_DIST'] ?? 'dist',
    headless: true,
  }));
  page = await browser.newPage();
  ours = await OurLayer.of(page);
}, 400_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe('the card of a video whose face was changed', () => {
  beforeEach(async () => {
    if (await isOpen()) await ours.click('.close');
  });

  it('opens and closes by a press of the badge', async () => {
    await open();
    await expect.poll(state, CHECKED).toMatch(/some-signs|strong-signs/);
    await ours.click('.mark');
    await expect.poll(isOpen, SOON).toBe(true);
    await ours.click('.mark');
    await expect.poll(isOpen, SOON).toBe(false);
  });

  it('can be walked by the keyboard, in a sensible order, in and out again', async () => {
    await page.focus('button');
    for (let tabs = 0; tabs < 20 && (await ours.focus()) === ''; tabs += 1) await page.keyboard.press('Tab');
    // Its name may change meanwhile, from some signs to strong ones: the video plays on.
    const hasBadgesName = () =>
      ours.evaluate((root) => {
        const nameOf = (one: Element | null) => one?.getAttribute('aria-label') ?? one?.textContent;
        return root.activeElement !== null && nameOf(root.activeElement) === nameOf(root.querySelector('.mark'));
      });
    const name = /signs of manipulation$/;
    expect(await hasBadgesName()).toBe(true);
    expect(await ours.focus()).toMatch(name);
    await page.keyboard.press('Enter');
    await expect.poll(isOpen, SOON).toBe(true);
    expect(await hasBadgesName()).toBe(true);
    expect(await ours.focus()).toMatch(name);
    const walked: string[] = [];
    for (let tabs = 0; tabs < 20; tabs += 1) {
      await page.keyboard.press('Tab');
      const focused = await ours.focus();
      if (focused === '') break;
      walked.push(focused);
    }
    expect(walked.filter((one) => !one.startsWith('Go to'))).toEqual([
      'Close',
      'WITNESS: generative AI',
      'Google Fact Check Explorer',
      'Where we looked',
      'Show where',
      'Tips and help',
      'Check again',
      'Make a report',
      'A scam, or a call for money',
      'An intimate picture of me or somebody I know',
      'An election',
      'A claim I want to check',
      'This is wrong',
      'Not on this site',
      'Details',
    ]);
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    await page.keyboard.press('Escape');
    await expect.poll(isOpen, SOON).toBe(false);
    expect(await hasBadgesName()).toBe(true);
    expect(await ours.focus()).toMatch(name);
  });

  it('has a timeline on which arrow keys move and Enter takes the video there, and the page hears none of them', async () => {
    await ours.click('.mark');
    await page.evaluate(() => (window as unknown as { keysHeard: string[] }).keysHeard.splice(0));
    await ours.evaluate((root) => root.querySelector<HTMLElement>('[role="slider"]')?.focus());
    const spoken = () => ours.evaluate((root) => root.querySelector('[role="slider"]')?.getAttribute('aria-valuetext'));
    await page.keyboard.press('Home');
    const first = await spoken();
    await page.keyboard.press('ArrowRight');
    const second = await spoken();
    await videoSays((video) => video.pause());
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const wantedMs = await ours.evaluate((root) =>
      Number(root.querySelector('[role="slider"]')?.getAttribute('aria-valuenow')),
    );
    expect(first).toMatch(/^\d:\d\d: /);
    expect(second).toMatch(/^\d:\d\d: /);
    await expect.poll(() => videoSays((video) => Math.round(video.currentTime * 1000)), SOON).toBe(wantedMs);
    expect(await page.evaluate(() => (window as unknown as { keysHeard: string[] }).keysHeard)).toEqual([]);
    await videoSays((video) => void video.play());
  });

  it('shows where only on request, on a picture that stands still, beside what the detectors get wrong', async () => {
    await ours.click('.mark');
    expect(await ours.boxes('.face-frame')).toHaveLength(0);
    await ours.click('.where-choice button');
    await expect.poll(async () => (await ours.boxes('.face-frame.strongest')).length, SOON).toBe(1);
    expect(await videoSays((video) => video.paused)).toBe(true);
    const [face] = await ours.boxes('.face-frame.strongest');
    const shown = await page.$eval('video', (video) => video.getBoundingClientRect().toJSON() as DOMRect);
    expect(face && face.x > shown.left && face.x + face.width < shown.right).toBe(true);
    expect((await ours.texts('.where-choice .notice p')).join(' ')).toMatch(
      /cannot point at one spot.*beauty filters/s,
    );
    await ours.click('.where-choice button');
    await expect.poll(async () => (await ours.boxes('.face-frame')).length, SOON).toBe(0);
    await videoSays((video) => void video.play());
  });

  it('tells in its details what ran and how often it is wrong', async () => {
    await ours.click('.mark');
    await ours.click('summary');
    await expect.poll(async () => (await ours.texts('.details')).join(' '), SOON).toMatch(/SHA-256.*blend-boundary/s);
    const [details = ''] = await ours.texts('.details');
    expect(details).toMatch(/Blended or generated face, version \d/);
    expect(details).toContain(`of ${falseAlarms.genuine} unchanged`);
  });

  it('keeps on the device that somebody disagrees, and takes it back', async () => {
    await ours.click('.mark');
    await ours.click('.apart button');
    await expect
      .poll(() => ours.texts('.actions .notice p'), SOON)
      .toEqual([expect.stringContaining('this device only')]);
    const [kept] = await disagreements();
    expect(kept).toMatchObject({ host: '127.0.0.1', state: await state(), durationMs: expect.any(Number) as number });
    expect(JSON.stringify(kept)).not.toContain('one-video');
    await ours.click('.actions .notice button');
    await expect.poll(disagreements, SOON).toEqual([]);
  });

  it('looks again when asked to, and says the outcome once', async () => {
    await ours.click('.mark');
    await ours.click('.actions .row button', 1);
    await expect.poll(state, SOON).toBe('checking');
    await untilJudged();
    expect(await isOpen()).toBe(true);
    await expect.poll(() => ours.texts('.spoken'), SOON).toEqual([(await ours.texts('.word'))[0]]);
  });

  it('leads to the help that fits, in a page of our own', async () => {
    await ours.click('.mark');
    await ours.click('.help button');
    const target = await browser.waitForTarget((one) => one.url().includes('/contexts/tips/'), SOON);
    expect(target.url()).toMatch(/situation=scam$/);
    await (await target.page())?.close();
    await page.bringToFront();
  });

  it('links to pages of others that fit the person, which are not told where the reader came from', async () => {
    await ours.click('.mark');
    const claim = async (): Promise<string | undefined> => (await ours.texts('.help-links a'))[1];
    await expect.poll(claim, SOON).toBe('Google Fact Check Explorer');
    await choose({ region: 'GB' });
    await expect.poll(claim, SOON).toBe('European Fact-Checking Standards Network');
    const kinds = await ours.evaluate((root) =>
      [...root.querySelectorAll<HTMLAnchorElement>('.help-links a')].map(
        ({ protocol, search, rel, target }) => `${protocol} ${search} ${rel} ${target}`,
      ),
    );
    expect(new Set(kinds)).toEqual(new Set(['https:  noreferrer noopener _blank']));
    await choose({});
  });

  it('speaks another language as soon as it is chosen, mirrored where that is written from the right', async () => {
    await ours.click('.mark');
    const heading = async (): Promise<string | undefined> => (await ours.texts('.card h2'))[0];
    const direction = () =>
      ours.evaluate((root) => getComputedStyle(root.querySelector('.card') ?? root.host).direction);
    const english = await heading();
    await choose({ language: 'he' });
    await expect.poll(heading, SOON).toMatch(/[\u0590-\u05FF]/);
    expect(await direction()).toBe('rtl');
    await choose({});
    await expect.poll(heading, SOON).toBe(english);
    expect(await direction()).toBe('ltr');
  });

  it('loses what is switched off while it is open', async () => {
    await ours.click('.mark');
    const offered = async (): Promise<string> => (await ours.texts('.actions')).join(' ');
    await expect.poll(offered, SOON).toMatch(/Make a report.*This is wrong/s);
    await choose({ featuresOff: ['report', 'this-is-wrong'] });
    await expect.poll(offered, SOON).not.toMatch(/Make a report|This is wrong/);
    await choose({});
    await expect.poll(offered, SOON).toMatch(/Make a report.*This is wrong/s);
  });

  it('leaves the site alone after one more question', async () => {
    await ours.click('.mark');
    await ours.click('.apart > button');
    await expect.poll(() => ours.focus(), SOON).toBe('Keep checking');
    await ours.click('.actions .notice button');
    await expect.poll(state, SOON).toBe('none');
    await choose({});
    await expect.poll(state, CHECKED).not.toBe('none');
  });
});

describe('a shortcut', () => {
  beforeAll(async () => {
    await choose({ sensitivity: 'on-request' });
    await open();
  });

  it('checks the video in view where nothing is checked until asked', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await state()).toBe('none');
    await dispatch('command', 'check-video');
    await expect.poll(state, SOON).toBe('checking');
    await untilJudged();
    await expect.poll(() => ours.texts('.spoken'), SOON).toEqual([(await ours.texts('.word'))[0]]);
  });

  it('opens the card with the focus in it, and closing gives the focus back to the page', async () => {
    await page.focus('button');
    await dispatch('command', 'open-card');
    await expect.poll(isOpen, SOON).toBe(true);
    await expect.poll(() => ours.focus(), SOON).toMatch(/signs|Unclear/);
    await page.keyboard.press('Escape');
    await expect.poll(isOpen, SOON).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("The page's own");
  });

  it('does nothing where shortcuts are switched off', async () => {
    await choose({ sensitivity: 'on-request', featuresOff: ['shortcuts'] });
    await open();
    await dispatch('command', 'check-video');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await state()).toBe('none');
    await choose({ sensitivity: 'on-request' });
  });

  it('of the context menu checks the very video', async () => {
    await open();
    await dispatch('menu', 'check-video', { srcUrl: await videoSays((video) => video.currentSrc) });
    await expect.poll(state, SOON).toBe('checking');
  });
});

describe('a private window', () => {
  it('shows the card without “This is wrong”, and nothing of it is kept', async () => {
    const panel = await browser.newPage();
    // The switches of the browser's own page. They restart the extension, which only a developer's browser does.
    await panel.goto('chrome://extensions');
    await panel.evaluate(async (id) => {
      interface Private {
        readonly developerPrivate: {
          readonly updateProfileConfiguration: (change: object) => Promise<void>;
          readonly updateExtensionConfiguration: (change: object) => Promise<void>;
        };
      }
      const { developerPrivate } = chrome as unknown as Private;
      await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      await developerPrivate.updateExtensionConfiguration({ extensionId: id, incognitoAccess: true });
    }, extensionId);
    await expect
      .poll(() => panel.goto(`chrome-extension://${extensionId}/src/contexts/popup/index.html`).catch(() => null), SOON)
      .not.toBe(null);
    const kept = (): Promise<string> =>
      panel.evaluate(async () => {
        const files: string[] = [];
        for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
        // Written whenever the extension starts.
        const stored = Object.entries(await chrome.storage.local.get()).filter(([key]) => key !== 'known-policy');
        return JSON.stringify([stored, files, await indexedDB.databases()]);
      });
    await panel.evaluate(() => chrome.storage.local.clear());
    await page.close();
    const before = await kept();
    const opened = browser.waitForTarget((target) => target.url() === address, SOON);
    await panel.evaluate((url) => chrome.windows.create({ incognito: true, url }), address);
    page = (await (await opened).page()) as Page;
    ours = await OurLayer.of(page);
    await page.waitForFunction(`document.querySelector('video')?.readyState >= 2`);
    await videoSays((video) => void video.play());
    await untilJudged();
    await ours.click('.mark');
    await expect.poll(async () => (await ours.texts('.actions')).join(' '), SOON).toContain('Not on this site');
    expect((await ours.texts('.actions')).join(' ')).not.toContain('This is wrong');
    expect(await kept()).toBe(before);
  });
});
