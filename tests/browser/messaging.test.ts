import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TargetType, type Browser, type CDPSession, type Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchWithExtension } from '../../tools/launch-extension.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';
const WORLD = 'Second Look';
const PAGE =
  '<body style="margin:0"><div style="width:100px;height:100px;background:rgb(10,200,30)"></div><iframe src="/inner">';

let server: Server;
let browser: Browser;
let extensionId: string;
let page: Page;
let client: CDPSession;
/** Content-script worlds of the page, newest last. */
const worlds: { id: number; isTop: boolean }[] = [];

/** Sends one message as the content script would, byte for byte; `picture` answers are described. */
async function send(message: string, isTop = true): Promise<unknown> {
  const world = worlds.filter((one) => one.isTop === isTop).at(-1);
  const expression = `chrome.runtime.sendMessage(${message}).then(async (got) => {
    const bitmap = got?.answer?.value;
    if (!(bitmap instanceof ImageBitmap)) return got;
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return { width: bitmap.width, height: bitmap.height, first: [...context.getImageData(1, 1, 1, 1).data], last: [...context.getImageData(bitmap.width - 2, 1, 1, 1).data] };
  })`;
  const answer = await client.send('Runtime.evaluate', {
    expression,
    ...(world !== undefined && { contextId: world.id }),
    awaitPromise: true,
    returnByValue: true,
  });
  return answer.result.value;
}

const envelope = (route: string, body = 'undefined'): string =>
  `{ route: '${route}', body: ${body}, probe: new ArrayBuffer(8) }`;

async function untilWorlds(count: number): Promise<void> {
  for (let tries = 0; worlds.length < count && tries < 100; tries += 1)
    await new Promise((wake) => setTimeout(wake, 50));
}

async function toolbarText(): Promise<string> {
  const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
  const worker = await target.worker();
  return (await worker?.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ url: 'http://localhost/*' });
    return chrome.action.getBadgeText({ tabId: tab?.id ?? -1 });
  })) as string;
}

async function untilToolbar(text: string): Promise<string> {
  for (let tries = 0; tries < 60 && (await toolbarText()) !== text; tries += 1)
    await new Promise((wake) => setTimeout(wake, 100));
  return toolbarText();
}

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(request.url === '/inner' ? 'inner' : PAGE);
  }).listen(0, '127.0.0.1');
  ({ browser, extensionId } = await launchWithExtension({ dist: DIST, headless: true }));
  page = await browser.newPage();
  client = await page.createCDPSession();
  const mainFrame = (await client.send('Page.getFrameTree')).frameTree.frame.id;
  client.on('Runtime.executionContextCreated', ({ context }) => {
    const frame = (context.auxData as { frameId?: string } | undefined)?.frameId;
    if (context.name === WORLD) worlds.push({ id: context.id, isTop: frame === mainFrame });
  });
  await client.send('Runtime.enable');
  await page.goto(`http://localhost:${String((server.address() as AddressInfo).port)}/`);
  await untilWorlds(2);
});

afterAll(async () => {
  await browser.close();
  server.close();
});

describe('messages to the background', () => {
  it('an answer comes back with its buffer intact', async () => {
    const answer = await send(envelope('page>background/read-settings'));
    expect(answer).toMatchObject({
      kind: 'answer',
      answer: { values: { sensitivity: 'quiet', siteLevels: {} }, locked: [] },
    });
  });

  it.each([
    ['a route that is none', envelope('page>background/red-settings'), 'no such route'],
    ['a body of another shape', envelope('content>background/count-warnings', '{ warnings: "3" }'), 'warnings'],
    ['a name that every object has', envelope('constructor'), 'no such route'],
  ])('%s is refused', async (_what, message, why) => {
    expect(await send(message)).toMatchObject({ kind: 'error', error: expect.stringContaining(why) as string });
  });

  it('a browser that loses typed arrays on the way is told so', async () => {
    expect(await send(`{ route: 'page>background/read-settings', probe: {} }`)).toEqual({
      kind: 'unsupported-browser',
    });
  });

  it('a message that is not for the background gets no answer from it', async () => {
    expect(await send(`{ hello: 1 }`)).toBeUndefined();
  });

  it('a page of ours may not speak for a content script', async () => {
    const own = await browser.newPage();
    await own.goto(`chrome-extension://${extensionId}/src/contexts/check-file/index.html`);
    const answer: unknown = await own.evaluate(() =>
      chrome.runtime.sendMessage({
        route: 'content>background/count-warnings',
        body: { warnings: 9 },
        probe: new ArrayBuffer(8),
      }),
    );
    expect(answer).toMatchObject({ kind: 'error', error: 'only content may ask this' });
    await own.close();
  });
});

describe('picture of the visible tab', () => {
  it('is cut to the box', async () => {
    await page.bringToFront();
    const body = '{ box: { x: 50, y: 50, width: 100, height: 20 }, devicePixelRatio }';
    expect(await send(envelope('content>background/capture-visible', body))).toEqual({
      width: 100,
      height: 20,
      first: [10, 200, 30, 255],
      last: [255, 255, 255, 255],
    });
  });

  it('five at once all succeed: they wait for the browser’s quota of two a second', async () => {
    const body = '{ box: { x: 0, y: 0, width: 9, height: 9 }, devicePixelRatio }';
    const startMs = performance.now();
    const shots = await Promise.all(
      [1, 2, 3, 4, 5].map(() => send(envelope('content>background/capture-visible', body))),
    );
    expect(shots).toEqual(shots.map(() => expect.objectContaining({ width: 9, height: 9 }) as unknown));
    expect(performance.now() - startMs).toBeGreaterThan(2_000);
  });

  it('an inner document gets none', async () => {
    const body = '{ box: { x: 0, y: 0, width: 9, height: 9 }, devicePixelRatio }';
    expect(await send(envelope('content>background/capture-visible', body), false)).toMatchObject({
      answer: { ok: false, failure: { code: 'page.pixels-unreadable' } },
    });
  });

  it('a tab that is not on screen gets none', async () => {
    const other = await browser.newPage();
    await other.bringToFront();
    const body = '{ box: { x: 0, y: 0, width: 9, height: 9 }, devicePixelRatio }';
    expect(await send(envelope('content>background/capture-visible', body))).toMatchObject({
      answer: { ok: false, failure: { detail: 'the tab is not the one on screen' } },
    });
    await other.close();
    await page.bringToFront();
  });
});

describe('toolbar count', () => {
  const count = (warnings: number, isTop = true): Promise<unknown> =>
    send(envelope('content>background/count-warnings', `{ warnings: ${String(warnings)} }`), isTop);

  it('is the sum over the documents of the tab', async () => {
    await count(3);
    await count(2, false);
    expect(await untilToolbar('5')).toBe('5');
  });

  it('survives an address that changes without a new page', async () => {
    await page.evaluate(() => {
      history.pushState({}, '', '/other');
    });
    await new Promise((wake) => setTimeout(wake, 700));
    expect(await toolbarText()).toBe('5');
  });

  it('survives the death of the service worker', async () => {
    const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
    const worker = await target.worker();
    await worker?.close();
    await count(1, false);
    expect(await untilToolbar('4')).toBe('4');
  });

  it('goes down when an inner document goes', async () => {
    await page.evaluate(() => {
      document.querySelector('iframe')?.remove();
    });
    await count(3);
    expect(await untilToolbar('3')).toBe('3');
  });

  it('goes with the page', async () => {
    await page.reload();
    expect(await untilToolbar('')).toBe('');
  });
});
