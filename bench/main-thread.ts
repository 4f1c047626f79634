import type { CDPSession, Page, Protocol } from 'puppeteer';
import { median, quantile, rounded, type Figure } from './figures.ts';
import { firstAnswer, withOneVideo } from './one-video.ts';

/** Microseconds between two samples of the profiler. */
const PROFILE_STEP_US = 200;
const WATCH_MS = 20_000;
const RUNS = 3;

/** Our share of a page's main thread while a video plays. */
interface Share {
  readonly ourMs: number;
  readonly frames: number;
  /** Of each `createImageBitmap` call by itself, which copies the picture out of the video. */
  readonly bitmapMs: readonly number[];
}

/** The content script's own world, to count its samples from within. */
async function ourWorld(session: CDPSession, extensionId: string): Promise<number> {
  const contexts: Protocol.Runtime.ExecutionContextDescription[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context));
  await session.send('Runtime.enable');
  const ours = contexts.find(({ origin }) => origin === `chrome-extension://${extensionId}`);
  if (ours === undefined) throw new Error('the content script runs in no world of this page');
  return ours.id;
}

/** Every sampled frame begins with one `createImageBitmap` of the content script: counted, and timed. */
const COUNT_BITMAPS = `{
  const original = globalThis.createImageBitmap;
  globalThis.bitmapMs = [];
  globalThis.createImageBitmap = (...asked) => {
    const startMs = performance.now();
    const made = original.apply(globalThis, asked);
    if (asked[0] instanceof HTMLVideoElement) globalThis.bitmapMs.push(performance.now() - startMs);
    return made;
  };
}`;

/** Adds up the time under every call into a script of the extension, native functions that it called included. */
function timeOfScripts({ nodes, samples = [], timeDeltas = [] }: Protocol.Profiler.Profile, urlStart: string): number {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ours = new Set<number>();
  const walk = (id: number, isOurs: boolean): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const under = isOurs || node.callFrame.url.startsWith(urlStart);
    if (under) ours.add(id);
    for (const child of node.children ?? []) walk(child, under);
  };
  const [root] = nodes;
  if (root !== undefined) walk(root.id, false);
  const us = samples.reduce((sum, id, index) => sum + (ours.has(id) ? (timeDeltas[index] ?? 0) : 0), 0);
  return us / 1000;
}

async function profile(page: Page, session: CDPSession, world: number, extensionId: string): Promise<Share> {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: PROFILE_STEP_US });
  await session.send('Runtime.evaluate', { contextId: world, expression: 'globalThis.bitmapMs.length = 0' });
  await session.send('Profiler.start');
  await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), WATCH_MS);
  const { profile: seen } = await session.send('Profiler.stop');
  const counted = await session.send('Runtime.evaluate', {
    contextId: world,
    expression: 'globalThis.bitmapMs',
    returnByValue: true,
  });
  const bitmapMs = counted.result.value as readonly number[];
  return { ourMs: timeOfScripts(seen, `chrome-extension://${extensionId}/`), frames: bitmapMs.length, bitmapMs };
}

/** One run, from before the first sample until well after the first verdict. */
async function measureOnce(address: string): Promise<Share> {
  return withOneVideo(address, async (loaded) => {
    const { page, extensionId } = loaded;
    const session = await page.createCDPSession();
    const world = await ourWorld(session, extensionId);
    await session.send('Runtime.evaluate', { contextId: world, expression: COUNT_BITMAPS });
    const watched = profile(page, session, world, extensionId);
    await loaded.play();
    await firstAnswer(loaded);
    const share = await watched;
    if (share.frames === 0) throw new Error('no frame was sampled while watching');
    return share;
  });
}

/**
 * Milliseconds of the page's main thread per sampled frame of a playing 720p video: all time under our content script
 * in a V8 CPU profile (finding, sampling, posting, drawing the badge), divided by the frames it took.
 */
export async function measureMainThread(address: string, command: string): Promise<readonly Figure[]> {
  const shares: Share[] = [];
  for (let run = 0; run < RUNS; run++) {
    const share = await measureOnce(address);
    console.error(`main thread ${run + 1} of ${RUNS}: ${rounded(share.ourMs, 1)} ms for ${share.frames} frames`);
    shares.push(share);
  }
  const perFrame = median(shares.map(({ ourMs, frames }) => ourMs / frames));
  const bitmapMs = shares.flatMap((share) => share.bitmapMs);
  const n = bitmapMs.length;
  return [
    {
      name: 'main thread per sampled frame at 720p, everything of ours (ms)',
      target: null,
      value: rounded(perFrame, 2),
      met: null,
      n,
      command,
    },
    {
      name: 'main thread per sampled frame at 720p, the picture alone, 95th percentile (ms)',
      target: null,
      value: rounded(quantile(bitmapMs, 0.95), 2),
      met: null,
      n,
      command,
    },
  ];
}
