import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TargetType, type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import { recordedClip } from '../support/recorded-clip.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';

/** A playing clip without faces, recorded from a canvas; a tiny one; one that does not decode; one that never plays. */
const PAGE = `<!doctype html><title>Feed</title>
<video id="plays" muted loop style="display:block;width:480px;height:270px"></video>
<video id="tiny" muted style="display:block;width:40px;height:30px"></video>
${recordedClip(2_500, '#tiny')}`;

let server: Server;
let browser: Browser;
let extensionId: string;
let feed: Page;
let popup: Page;

async function tabIdOf(urlPattern: string): Promise<number> {
  const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
  const worker = await target.worker();
  return (await worker?.evaluate(async (url) => (await chrome.tabs.query({ url }))[0]?.id ?? -1, urlPattern)) as number;
}

async function openPopup(tabId: number): Promise<Page> {
  const opened = await browser.newPage();
  await opened.goto(`chrome-extension://${extensionId}/src/contexts/popup/index.html?tab=${String(tabId)}`);
  await opened.waitForSelector('h1');
  return opened;
}

const until = (expression: string): Promise<unknown> =>
  popup.waitForFunction(expression, { timeout: 60_000, polling: 200 });

const choose = (level: string): Promise<void> =>
  popup.$eval(`[name="level"][value="${level}"]`, (choice) => {
    (choice as HTMLInputElement).click();
  });

/** Ends the service worker as the browser does when it is idle. */
async function stopServiceWorker(): Promise<void> {
  const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
  const worker = await target.worker();
  await worker?.close();
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
});

afterAll(async () => {
  await browser.close();
  server.close();
});

describe('popup', () => {
  beforeEach(async () => {
    popup = await openPopup(await tabIdOf('http://localhost/*'));
  });

  it('lists the videos of the tab: those looked at by their state, the others by why not', async () => {
    await feed.bringToFront();
    await until(`document.querySelector('[data-sighting][data-state="could-not-check"][data-reason="no-face"]')`);
    await until(`document.querySelector('[data-sighting][data-state="not-checked"][data-reason="too-small"]')`);
    const playing = await popup.$eval('[data-reason="no-face"]', (row) =>
      Object.fromEntries(row.getAttributeNames().map((name) => [name, row.getAttribute(name)])),
    );
    expect(playing).toMatchObject({
      'data-width': '640',
      'data-height': '360',
      'data-host': 'localhost',
      'data-evidence': '',
    });
    const words = await popup.$eval('main', (main) => main.textContent);
    expect(words).toContain('Couldn’t check');
    expect(words).toContain('Not checked: 1');
    expect(words).not.toMatch(/%|popup_|reason_|state_/);
  });

  it('each looked-at video has a picture of what it shows, drawn here and stored nowhere', async () => {
    await feed.bringToFront();
    await until(`document.querySelector('[data-reason="no-face"]')`);
    await popup.bringToFront();
    await until(`document.querySelector('[data-reason="no-face"] canvas.thumbnail')`);
    const colours = await popup.$eval('[data-reason="no-face"] canvas.thumbnail', (canvas) => {
      const { width, height } = canvas;
      const rgba = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      return { width, height, middle: [...rgba].slice((width * 45 + 80) * 4, (width * 45 + 80) * 4 + 4) };
    });
    expect(colours).toMatchObject({ width: 160, height: 90 });
    // The clip is a plane of one saturated colour: neither black nor grey.
    const [red = 0, green = 0, blue = 0] = colours.middle;
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeGreaterThan(60);
    const stored = await popup.evaluate(async () => JSON.stringify(await chrome.storage.local.get()));
    expect(stored.length).toBeLessThan(500);
  });

  it('pressing the picture scrolls the page to its video', async () => {
    await feed.evaluate(() => {
      document.body.style.paddingTop = '4000px';
      scrollTo(0, 0);
    });
    await popup.waitForSelector('[data-width="640"] .show');
    await popup.$eval('[data-width="640"] .show', (button) => {
      (button as HTMLButtonElement).click();
    });
    await feed.bringToFront();
    await feed.waitForFunction(`scrollY > 3000 && document.querySelector('#plays').getAnimations().length === 1`);
    await feed.evaluate(() => {
      document.body.style.paddingTop = '0';
    });
  });

  it('a level holds for the site at once: off, labels only, and full again', async () => {
    await feed.bringToFront();
    await until(`document.querySelector('[data-reason="no-face"]')`);
    await choose('off');
    await until(`[...document.querySelectorAll('[data-sighting]')].every((row) => row.dataset.reason === 'site-off')`);
    await until(`document.querySelector('[data-notice="site-off"]')`);
    await choose('facts-only');
    await until(`document.querySelector('[data-reason="facts-only"]')`);
    await choose('full');
    await until(`document.querySelector('[data-reason="no-face"], [data-state="checking"]')`);
    expect(await popup.$('[data-notice="site-off"]')).toBeNull();
  });

  it('“Check this page now” looks at what is on the screen though the site is off', async () => {
    await feed.bringToFront();
    await until(`document.querySelector('[data-reason="no-face"]')`);
    await choose('off');
    await until(`document.querySelector('[data-reason="site-off"]')`);
    await popup.$eval('#check-page', (button) => {
      (button as HTMLButtonElement).click();
    });
    await until(`document.querySelector('[data-reason="no-face"], [data-state="checking"]')`);
    await choose('full');
  });

  it('counts today’s videos once each, as numbers alone, also when its worker was ended', async () => {
    await feed.bringToFront();
    await until(`document.querySelector('.day-line')?.dataset.total === '1'`);
    await stopServiceWorker();
    await feed.reload();
    await feed.waitForFunction(`document.querySelector('#plays').currentTime > 0`);
    await until(`document.querySelector('.day-line')?.dataset.total === '2'`);
    const counts = await popup.evaluate(async () =>
      Object.entries(await chrome.storage.local.get()).filter(([key]) => key.startsWith('day-counts:')),
    );
    for (const [key, value] of counts) {
      expect(key).toMatch(/^day-counts:\d{4}-\d{2}-\d{2}:[0-9a-f]{24}$/);
      expect(value).toEqual({ 'could-not-check': 1 });
    }
  });

  it('says how often the detectors are wrong, and what they run on here', async () => {
    await popup.$eval('.sure summary', (summary) => {
      summary.click();
    });
    await until(`document.querySelector('[data-provider]')`);
    const words = await popup.$eval('.how-sure', (part) => part.textContent);
    expect(words).toMatch(/at most \d+ of 1,000 faces/);
    expect(await popup.$$eval('.how-sure [data-detector]', (rows) => rows.length)).toBeGreaterThanOrEqual(2);
    expect(words).toMatch(/wasm|webgpu/);
  });

  it('leads to tips, files and settings, and to a report on each video that was looked at', async () => {
    await until(`document.querySelector('.make-report')`);
    const links = await popup.$$eval('a', (all) => all.map((link) => new URL(link.href).pathname.split('/')[3]));
    expect(new Set(links)).toEqual(new Set(['report', 'tips', 'check-file', 'settings']));
    const report = await popup.$eval('.make-report', (link) => new URL((link as HTMLAnchorElement).href).search);
    expect(report).toMatch(/^\?tab=\d+&sighting=[0-9a-f]{24}-\d+$/);
  });

  it('has no report and no check of files where they are switched off, from that moment on', async () => {
    await until(`document.querySelector('.make-report')`);
    const switchOff = (featuresOff: readonly string[]): Promise<void> =>
      popup.evaluate(async (off) => {
        const { settings } = await chrome.storage.local.get<{ settings?: { chosen?: object } }>('settings');
        const chosen = { ...settings?.chosen, featuresOff: off };
        await chrome.storage.local.set({ settings: { version: 2, chosen } });
      }, featuresOff);
    await switchOff(['report', 'file-check']);
    await until(`document.querySelector('.make-report, #check-file') === null`);
    await switchOff([]);
    await until(`document.querySelector('.make-report') && document.querySelector('#check-file')`);
  });

  it('is walked by key alone, from the site’s level to the links, each with its name', async () => {
    await until(`document.querySelector('.make-report')`);
    await popup.bringToFront();
    await popup.evaluate(() => {
      document.body.focus();
    });
    const walked: string[] = [];
    for (let step = 0; step < 20; step += 1) {
      await popup.keyboard.press('Tab');
      const at = await popup.evaluate(() => {
        const { activeElement: on } = document;
        const labels = on instanceof HTMLInputElement ? on.labels : null;
        return on === document.body ? '' : (on?.ariaLabel ?? labels?.[0]?.textContent ?? on?.textContent ?? '');
      });
      if (at === '') break;
      walked.push(at);
    }
    expect(walked.map((name) => name.replace(/ · .*/, ''))).toEqual([
      'Full check',
      'Check this page now',
      'Show on the page: localhost',
      'Make a report: localhost',
      'Show each video',
      'How sure can this be?',
      'Tips and help',
      'Check a file',
      'Settings',
    ]);
    await popup.focus('[name="level"]:checked');
    await popup.keyboard.press('ArrowDown');
    await until(`document.querySelector('[name="level"][value="facts-only"]').checked`);
    await popup.keyboard.press('ArrowUp');
    await until(`document.querySelector('[name="level"][value="full"]').checked`);
    await popup.focus('.sure summary');
    await popup.keyboard.press('Enter');
    await until(`document.querySelector('.sure').open`);
  });

  it('says what stands in place of a list as a status, so that screen readers tell of it', async () => {
    await feed.bringToFront();
    await choose('off');
    await until(`document.querySelector('[data-notice="site-off"]')`);
    expect(await popup.$eval('[data-notice]', (notice) => notice.getAttribute('role'))).toBe('status');
    await choose('full');
    await until(`document.querySelector('[data-notice]') === null`);
  });

  it('every control can be reached by key and has a name', async () => {
    await popup.waitForSelector('[name="level"]');
    const nameless = await popup.$$eval('a, button, input, summary', (controls) =>
      controls
        .filter((control) => {
          const label =
            control.ariaLabel ??
            (control instanceof HTMLInputElement ? control.labels?.[0]?.textContent : control.textContent);
          return (label ?? '').trim() === '' || control.tabIndex < 0;
        })
        .map((control) => control.outerHTML),
    );
    expect(nameless).toEqual([]);
  });
});

describe('popup on other pages', () => {
  it('says that extensions cannot look at a page of the browser', async () => {
    const page = await browser.newPage();
    await page.goto('chrome://version');
    popup = await openPopup(await tabIdOf('chrome://version/*'));
    await until(`document.querySelector('[data-notice="unsupported"]')`);
    expect(await popup.$('[name="level"]')).toBeNull();
  });

  it('says that a tab which is gone cannot be looked at', async () => {
    popup = await openPopup(1_999_999_999);
    await until(`document.querySelector('[data-notice="unsupported"]')`);
  });
});
