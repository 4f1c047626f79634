import type { CDPSession, Protocol } from 'puppeteer';
import { median, quantile, rounded, type Figure } from './figures.ts';
import { firstAnswer, withOneVideo } from './one-video.ts';

/** After the first verdict, so that later looks are measured too. */
const WATCH_ON_MS = 12_000;
const RUNS = 3;

/** What one sampled frame cost the page's main thread: copying the picture out of the video, and posting it. */
interface FrameCost {
  readonly pictureMs: number;
  readonly postMs: number;
}

/** The content script's own world, to time its calls from within. */
async function ourWorld(session: CDPSession, extensionId: string): Promise<number> {
  const contexts: Protocol.Runtime.ExecutionContextDescription[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context));
  await session.send('Runtime.enable');
  const ours = contexts.find(({ origin }) => origin === `chrome-extension://${extensionId}`);
  if (ours === undefined) throw new Error('the content script runs in no world of this page');
  return ours.id;
}

/**
 * The two blocking calls of a sampled frame, timed where they happen. A profiler would be the usual tool, but V8's
 * sampling one stretches these native calls twenty-fold on two cores (measured: 7 ms became 170 ms).
 */
const TIME_CALLS = `{
  globalThis.frameCosts = [];
  const timed = (call) => { const startMs = performance.now(); const made = call(); return [made, performance.now() - startMs]; };
  const copy = globalThis.createImageBitmap;
  globalThis.createImageBitmap = (...asked) => {
    const [made, pictureMs] = timed(() => copy.apply(globalThis, asked));
    if (asked[0] instanceof HTMLVideoElement) globalThis.frameCosts.push({ pictureMs, postMs: 0 });
    return made;
  };
  const connect = chrome.runtime.connect;
  chrome.runtime.connect = (...asked) => {
    const port = connect.apply(chrome.runtime, asked);
    const post = port.postMessage;
    port.postMessage = (message) => {
      const [, postMs] = timed(() => post.call(port, message));
      const last = globalThis.frameCosts.at(-1);
      if (message?.kind === 'inspect' && last !== undefined) last.postMs = postMs;
    };
    return port;
  };
}`;

/** One run, from before the first sample until well after the first verdict. */
async function measureOnce(address: string): Promise<readonly FrameCost[]> {
  return withOneVideo(address, async (loaded) => {
    const session = await loaded.page.createCDPSession();
    const contextId = await ourWorld(session, loaded.extensionId);
    await session.send('Runtime.evaluate', { contextId, expression: TIME_CALLS });
    await loaded.play();
    await firstAnswer(loaded);
    await new Promise((resolve) => setTimeout(resolve, WATCH_ON_MS));
    const expression = 'globalThis.frameCosts';
    const { result } = await session.send('Runtime.evaluate', { contextId, expression, returnByValue: true });
    const costs = result.value as readonly FrameCost[];
    if (!costs.some(({ postMs }) => postMs > 0)) throw new Error('no frame was sampled and posted while watching');
    return costs;
  });
}

/** Milliseconds that a sampled frame blocks the page's main thread, on a playing 720p video. */
export async function measureMainThread(address: string, command: string): Promise<readonly Figure[]> {
  const costs: FrameCost[] = [];
  for (let run = 0; run < RUNS; run++) {
    const seen = await measureOnce(address);
    console.error(`main thread ${run + 1} of ${RUNS}: ${seen.length} frames`);
    costs.push(...seen);
  }
  const totals = costs.map(({ pictureMs, postMs }) => pictureMs + postMs);
  const figure = (name: string, value: number): Figure => ({
    name: `main thread per sampled frame at 720p, ${name} (ms)`,
    target: null,
    value: rounded(value, 2),
    met: null,
    n: costs.length,
    command,
  });
  return [
    figure('median', median(totals)),
    figure('95th percentile', quantile(totals, 0.95)),
    figure('of it the picture, median', median(costs.map(({ pictureMs }) => pictureMs))),
  ];
}
