import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page, WebWorker } from 'puppeteer';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extensionMemoryMb } from '../../bench/browser-cpu.ts';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import type { EnginePage } from './engine-page.ts';

declare const enginePage: EnginePage;

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';
const astronaut = readFileSync('tests/detectors/astronaut.png').toString('base64');

let browser: Browser;
let page: Page;
let extensionId: string;
let server: Server;
let origin: string;
let clip: Buffer;
const seenHeaders: (string | undefined)[] = [];

async function engineScript(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome148',
      lib: { entry: 'tests/browser/engine-page.ts', formats: ['iife'], name: 'page' },
    },
  })) as Rolldown.RolldownOutput[];
  const [output] = built;
  if (output === undefined) throw new Error('nothing was built');
  return output.output[0].code;
}

async function openEnginePage(id: string): Promise<Page> {
  const opened = await browser.newPage();
  await opened.goto(`chrome-extension://${id}/src/contexts/popup/index.html`);
  await opened.evaluate(await engineScript());
  return opened;
}

async function offscreenPage(): Promise<Page> {
  const target = await browser.waitForTarget((one) => one.url().includes('/offscreen/'), { timeout: 10_000 });
  return target.asPage();
}

async function inferenceWorker(): Promise<WebWorker> {
  const offscreen = await offscreenPage();
  for (let tries = 0; tries < 100; tries += 1) {
    const worker = offscreen.workers().find((one) => one.url().includes('inference'));
    if (worker !== undefined) return worker;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no inference worker');
}

const inspect = () => page.evaluate((base64) => enginePage.inspect(base64), astronaut);
const oneFace = { ok: true, value: { mediaTimeMs: 40, widthPx: 240, heightPx: 240, faces: [{}] } };

function serveMedia(): Server {
  return createServer((request, response) => {
    seenHeaders.push(request.headers.cookie, request.headers.referer);
    if (request.url === '/refused.webm') {
      response.writeHead(403).end('no');
      return;
    }
    if (request.url === '/garbage.webm') {
      response.end(Buffer.alloc(5000, 7));
      return;
    }
    if (request.url === '/silent.webm') return;
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const end = to === '' ? clip.length - 1 : Math.min(Number(to), clip.length - 1);
    response.writeHead(206, {
      'content-range': `bytes ${from}-${end}/${clip.length}`,
      'content-length': end - Number(from) + 1,
      'accept-ranges': 'bytes',
    });
    response.end(clip.subarray(Number(from), end + 1));
  });
}

beforeAll(async () => {
  const launched = await launchWithExtension({ dist: DIST, headless: true });
  browser = launched.browser;
  ({ extensionId } = launched);
  page = await openEnginePage(extensionId);
  clip = Buffer.from(await page.evaluate(() => enginePage.clipBytes()));
  server = serveMedia();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await browser.close();
});

describe('the engine in the built extension', () => {
  it('wakes up, and finds and scores a face', async () => {
    const findings = await inspect();
    expect(findings).toMatchObject(oneFace);
    expect(findings.ok && findings.value.failures).toEqual([]);
    expect(findings.ok && findings.value.faces[0]?.gate).toEqual([]);
    expect(findings.ok && findings.value.faces[0]?.scores[0]?.detector).toBe('blend-boundary');
  });

  it('takes a decoder’s planes too, gives the same figures for them, and refuses those that do not fit their size', async () => {
    const fromBitmap = await inspect();
    const fromPlanes = await page.evaluate((base64) => enginePage.inspectPlanes(base64), astronaut);
    expect(fromPlanes).toEqual(fromBitmap);
    const short = await page.evaluate((base64) => enginePage.inspectPlanes(base64, 4), astronaut);
    expect(short).toMatchObject({ ok: false, failure: { code: 'bug.invariant-broken' } });
    expect(await inspect()).toMatchObject(oneFace);
  });

  it('tells what ran', async () => {
    expect(await page.evaluate(() => enginePage.versions())).toMatchObject({
      ok: true,
      value: {
        provider: expect.stringMatching(/^wasm, [1-4] threads?$/) as unknown,
        models: { 'face-finder': expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
      },
    });
  });

  it('answers several frames put at once, one after the other', async () => {
    const answers = await page.evaluate(
      (base64) => Promise.all([1, 2, 3, 4].map(() => enginePage.inspect(base64))),
      astronaut,
    );
    expect(answers).toHaveLength(4);
    for (const answer of answers) expect(answer).toMatchObject(oneFace);
  });

  it('rests once the chosen budget is used up, and a larger one holds from the next frame on', async () => {
    const restAfterFrame = async (): Promise<number> => {
      await page.evaluate((base64) => enginePage.inspectPlanes(base64), astronaut);
      return page.evaluate(() => enginePage.restMs());
    };
    await page.evaluate(() => enginePage.chooseBudget('saving'));
    await expect.poll(restAfterFrame, { timeout: 60_000, interval: 1 }).toBeGreaterThan(0);
    await page.evaluate(() => enginePage.chooseBudget('generous'));
    await expect.poll(restAfterFrame, { timeout: 5_000, interval: 50 }).toBe(0);
  }, 90_000);

  it('an asker that lost interest is let go at once, and the next one is served', async () => {
    const answer = await page.evaluate((base64) => enginePage.inspectAborted(base64), astronaut);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'page.video-gone' } });
    expect(await inspect()).toMatchObject(oneFace);
  });

  it('a worker killed while idle is replaced', async () => {
    await (await inferenceWorker()).evaluate(() => close());
    expect(await inspect()).toMatchObject(oneFace);
  });

  it('a worker killed in the middle of a frame is replaced, and the frame asked again, well within the deadline', async () => {
    const worker = await inferenceWorker();
    const started = Date.now();
    const answers = page.evaluate(
      (base64) => Promise.all([1, 2, 3, 4, 5, 6].map(() => enginePage.inspect(base64))),
      astronaut,
    );
    await new Promise((resolve) => setTimeout(resolve, 250));
    await worker.evaluate(() => close()).catch(() => undefined);
    for (const answer of await answers) expect(answer).toMatchObject(oneFace);
    expect(Date.now() - started).toBeLessThan(14_000);
  });

  it('after a minute without work the worker is stopped and its memory free again, until the next frame', async () => {
    const offscreen = await offscreenPage();
    await offscreen.evaluate(() => {
      const { setTimeout: wait } = globalThis;
      const hurried = (step: () => void, ms?: number) => wait(step, ms === 60_000 ? 3_000 : ms);
      Object.assign(globalThis, { setTimeout: hurried });
    });
    expect(await inspect()).toMatchObject(oneFace);
    await inferenceWorker();
    const inUseMb = process.platform === 'linux' ? await extensionMemoryMb(browser) : NaN;
    await expect.poll(() => offscreen.workers(), { timeout: 10_000 }).toEqual([]);
    if (process.platform === 'linux') {
      // The models and what WebAssembly computes in.
      await expect.poll(() => extensionMemoryMb(browser), { timeout: 10_000 }).toBeLessThan(inUseMb - 50);
    }
    expect(await inspect()).toMatchObject(oneFace);
  }, 60_000);

  it('an offscreen document that was closed is opened again', async () => {
    await (await offscreenPage()).close();
    expect(await inspect()).toMatchObject(oneFace);
  });

  it('a malformed ask and one put before the last answer are refused; the first is still answered', async () => {
    const askAt = (askId: number) => ({
      kind: 're-read',
      askId,
      mediaAddress: 'ftp://x',
      mediaTimeMs: 0,
      scoreGated: false,
    });
    const answers = await page.evaluate(
      (asks) => enginePage.askRaw(asks, 3),
      [{ ...askAt(1), mediaAddress: `${origin}/clip.webm` }, askAt(2), { kind: 'inspect', askId: 3, frame: 'none' }],
    );
    const bug = { ok: false, failure: { code: 'bug.invariant-broken' } };
    expect(answers).toMatchObject([
      { askId: 2, outcome: bug },
      { askId: 3, outcome: bug },
      { askId: 1, outcome: { ok: true }, route: 're-read' },
    ]);
  });
});

describe('a browser that adds noise to the pixels it hands out', () => {
  it.each([
    ['to none: they come back as they are', [], true],
    ['to canvases: frames are copied instead', ['drawing'], true],
    ['to frames: canvases are read instead', ['copying'], true],
    ['to both: nothing is concluded from them', ['copying', 'drawing'], 'page.pixels-altered'],
  ] as const)('%s', async (_claim, ways, expected) => {
    const fresh = await openEnginePage(extensionId);
    expect(await fresh.evaluate((all) => enginePage.readNoisy(all), ways)).toBe(expected);
    await fresh.close();
  });
});

describe('reading media', () => {
  it.each(['webm', 'mp4'] as const)('takes the frame at a time out of a %s file', async (container) => {
    const seen = await page.evaluate((kind) => enginePage.lookIntoClip(kind, 0, 1540), container);
    expect(seen).toMatchObject({ widthPx: 320, heightPx: 240, route: 'file' });
    if (!('at' in seen)) throw new Error(seen.code);
    expect(Math.abs(seen.at - 1500)).toBeLessThan(2);
    expect(Math.abs(seen.durationMs - 3000)).toBeLessThan(110);
    expect(Math.abs((seen.corners[0]?.[0] ?? NaN) - 15 * 8)).toBeLessThan(12);
    expect(seen.corners[1]?.[2]).toBeGreaterThan(170);
  });

  it.each(['webm', 'mp4'] as const)('planes of a %s file show what the page shows', async (container) => {
    const seen = await page.evaluate((kind) => enginePage.planesBesideBitmap(kind, 0), container);
    expect(seen).toMatchObject({ format: 'I420', width: 320, height: 240 });
    expect(seen.apart).toBeLessThanOrEqual(2);
  });

  it.each([
    ['1440p goes as it is', [2560, 1440], [2560, 1440], true],
    ['4K goes at half its size', [3840, 2160], [1920, 1080], false],
    ['an odd size above is left to the browser', [2562, 1442], [1920, 1081], false],
  ] as const)('%s', async (_claim, [width, height], [sentWidth, sentHeight], isNative) => {
    const seen = await page.evaluate((w, h) => enginePage.takenOf(w, h), width, height);
    const isPlanes = width % 8 === 0;
    expect(seen).toMatchObject({ width: sentWidth, height: sentHeight, isNative, isPlanes });
    expect(seen.right[2]).toBeGreaterThan(170);
    expect(seen.left[2]).toBeLessThan(30);
  });

  it('a closed picture’s bytes become the next one’s, once, and those of an open picture stay its own', async () => {
    expect(await page.evaluate(() => enginePage.planesInTurn())).toEqual({
      values: [[20], [30], [40]],
      isReused: { first: true, taken: false },
      largerBytes: 16 * 16 * 4,
    });
  });

  it('a turned video is left to the browser, whose bitmap stands upright', async () => {
    const seen = await page.evaluate(() => enginePage.planesBesideBitmap('mp4', 90));
    expect(seen).toEqual({ width: 240, height: 320, apart: 0 });
  });

  it('stands a rotated video upright', async () => {
    const seen = await page.evaluate(() => enginePage.lookIntoClip('mp4', 90, 2900));
    expect(seen).toMatchObject({ widthPx: 240, heightPx: 320 });
    if (!('corners' in seen)) throw new Error(seen.code);
    // Turned clockwise, the left half is on top.
    expect(seen.corners[0]?.[0]).toBeGreaterThan(180);
    expect(seen.corners[1]?.[0]).toBeGreaterThan(180);
    expect(seen.corners[2]?.[2]).toBeGreaterThan(170);
  });

  it('reads a still', async () => {
    const seen = await page.evaluate((base64) => enginePage.lookIntoFile(base64), astronaut);
    expect(seen).toMatchObject({ widthPx: 240, heightPx: 240, durationMs: 0, at: 0, route: 'file' });
  });

  it.each([
    ['no media', Buffer.from('nothing of the kind, just words')],
    ['an empty file', Buffer.alloc(0)],
    ['half a PNG', readFileSync('tests/detectors/astronaut.png').subarray(0, 30)],
  ])('%s is undecodable', async (_, bytes) => {
    const seen = await page.evaluate((base64) => enginePage.lookIntoFile(base64), bytes.toString('base64'));
    expect(seen).toMatchObject({ code: 'page.undecodable' });
  });

  it('reads the same media again by its address, in pieces, without cookies or referrer', async () => {
    seenHeaders.length = 0;
    const answer = await page.evaluate((at) => enginePage.reRead(at, 1540), `${origin}/other-clip.webm`);
    expect(answer).toMatchObject({ ok: true, value: { widthPx: 320, heightPx: 240, faces: [] } });
    expect(answer.ok && Math.abs(answer.value.mediaTimeMs - 1500)).toBeLessThan(2);
    expect(seenHeaders.length).toBeGreaterThan(0);
    expect(seenHeaders.every((header) => header === undefined)).toBe(true);
  });

  it.each([
    ['a refusal', '/refused.webm', 'page.media-refused'],
    ['garbage', '/garbage.webm', 'page.undecodable'],
    ['silence', '/silent.webm', 'platform.deadline-passed'],
  ])('%s by the server ends the ask', async (_, path, code) => {
    expect(await page.evaluate((at) => enginePage.reRead(at, 0), origin + path)).toMatchObject({
      ok: false,
      failure: { code },
    });
  });

  it('an address nobody answers, and one that is no http, are refused', async () => {
    for (const address of ['http://127.0.0.1:9/clip.webm', 'blob:https://example.org/1', 'file:///etc/hostname']) {
      const answer = await page.evaluate((at) => enginePage.reRead(at, 0), address);
      expect(answer).toMatchObject({ ok: false, failure: { code: 'page.media-refused' } });
    }
  });

  it('a closed line lets go of its asks, and a new one works', async () => {
    await page.evaluate(() => enginePage.reconnect());
    expect(await inspect()).toMatchObject(oneFace);
  });
});
