import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TargetType, type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchWithExtension } from '../../tools/launch-extension.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';

/** A playing clip without faces, recorded from a canvas; a tiny one; one that does not decode; one that never plays. */
const PAGE = `<!doctype html><title>Feed</title>
<video id="plays" muted loop style="display:block;width:480px;height:270px"></video>
<video id="tiny" muted style="display:block;width:40px;height:30px"></video>
<script type="module">
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
  const context = canvas.getContext('2d');
  const draw = setInterval(() => {
    context.fillStyle = 'hsl(' + (performance.now() / 10) % 360 + ' 60% 50%)';
    context.fillRect(0, 0, 640, 360);
  }, 40);
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
  recorder.ondataavailable = ({ data }) => {
    clearInterval(draw);
    const address = URL.createObjectURL(data);
    document.querySelector('#tiny').src = address;
    const video = document.querySelector('#plays');
    video.src = address;
    void video.play();
  };
  recorder.start();
  setTimeout(() => recorder.stop(), 2500);
</script>`;

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

  it('the switch turns the site off at once, and on again', async () => {
    await feed.bringToFront();
    await until(`document.querySelector('[data-reason="no-face"]')`);
    await popup.$eval('#site-switch', (box) => {
      (box as HTMLInputElement).click();
    });
    await until(`[...document.querySelectorAll('[data-sighting]')].every((row) => row.dataset.reason === 'site-off')`);
    await until(`document.querySelector('[data-notice="site-off"]')`);
    await popup.$eval('#site-switch', (box) => {
      (box as HTMLInputElement).click();
    });
    await until(`document.querySelector('[data-reason="no-face"], [data-state="checking"]')`);
    expect(await popup.$('[data-notice="site-off"]')).toBeNull();
  });

  it('a choice of sensitivity is still there when the popup opens again', async () => {
    await popup.$eval('[value="standard"]', (choice) => {
      (choice as HTMLInputElement).click();
    });
    await popup.waitForFunction(
      `chrome.storage.local.get('settings').then(({ settings }) => settings?.chosen.sensitivity === 'standard')`,
    );
    popup = await openPopup(await tabIdOf('http://localhost/*'));
    await until(`document.querySelector('[value="standard"]').checked`);
  });

  it('each guide opens in a new tab and is not told where the reader came from', async () => {
    const tips = await popup.$$eval('a[data-tip]', (links) =>
      links.map((link) => {
        const { href, target, rel } = link;
        return { isSecure: href.startsWith('https://'), target, rel };
      }),
    );
    expect(tips).toHaveLength(3);
    for (const tip of tips) expect(tip).toEqual({ isSecure: true, target: '_blank', rel: 'noreferrer noopener' });
  });

  it('every control can be reached by key and has a name', async () => {
    await popup.waitForSelector('#site-switch');
    const nameless = await popup.$$eval('a, button, input, summary', (controls) =>
      controls
        .filter((control) => {
          const label = control instanceof HTMLInputElement ? control.labels?.[0]?.textContent : control.textContent;
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
    expect(await popup.$('#site-switch')).toBeNull();
  });

  it('says that a tab which is gone cannot be looked at', async () => {
    popup = await openPopup(1_999_999_999);
    await until(`document.querySelector('[data-notice="unsupported"]')`);
  });
});
