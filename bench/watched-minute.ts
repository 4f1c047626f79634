import type { Browser } from 'puppeteer';
import { launchBrowser } from '../tools/launch-extension.ts';
import { cpuBetween, readCpu, type ProcessKind } from './browser-cpu.ts';
import { median } from './figures.ts';
import { costOf, readCalls, timeCalls } from './frame-calls.ts';
import { atMost, known, type Measured } from './measured.ts';
import { CLIP, firstAnswer, openVideo, playVideo, serveClips, withOneVideo, type ServedClips } from './one-video.ts';
import { enterOurWorld } from './our-world.ts';
import { barPlot } from './plot.ts';
import { rest, say, type Asked } from './subject.ts';

const PAIRS = 2;
const WATCH_MS = 60_000;
const TRY_MS = 20_000;
const BOUND =
  'eleven looks, four in the first seconds and one in eight afterwards, each a whole check; short bursts, which processors run more slowly than the same work in a row; seconds of another processor, so compare the processes without us';
/** Watched before, so that loading the engine is not in the minute: somebody else, lest anything be remembered. */
const BEFORE = {
  ...CLIP,
  name: 'bench-before',
  durationMs: 6_040,
  scene: { ...CLIP.scene, portrait: 'astronaut', seed: 77 },
} as const;

type Cpu = Readonly<Record<ProcessKind, number>>;

/** One watched minute. Seconds of processor time, by process. */
interface Minute {
  readonly cpu: Cpu;
  /** Tasks of over 50 ms on the page's main thread, as the page itself can see them. */
  readonly longTasks: number;
}

interface CheckedMinute extends Minute {
  /** Of the extension's process, from the browser's start to the first answer about an earlier video. */
  readonly startCpuS: number;
  /** Blocking calls of the content script, milliseconds. */
  readonly callsMs: number;
  readonly frames: number;
  readonly state: string;
}

/** Runs in the page before it loads. */
function countLongTasks(): void {
  Object.assign(globalThis, { longTasks: 0 });
  new PerformanceObserver((list) => {
    (globalThis as unknown as { longTasks: number }).longTasks += list.getEntries().length;
  }).observe({ type: 'longtask' });
}

async function watch(browser: Browser, page: Parameters<typeof playVideo>[0], watchMs: number): Promise<Minute> {
  const before = await readCpu(browser);
  await playVideo(page);
  await rest(watchMs);
  const cpu = cpuBetween(before, await readCpu(browser));
  const longTasks = await page.evaluate(() => (globalThis as unknown as { readonly longTasks: number }).longTasks);
  return { cpu, longTasks };
}

async function withExtension(served: ServedClips, watchMs: number): Promise<CheckedMinute> {
  return withOneVideo(served.addressOf('one-video', served.clips[1]), async (loaded) => {
    const { browser, page, extensionId } = loaded;
    await loaded.play();
    await firstAnswer(loaded);
    const startCpuS = cpuBetween(new Map(), await readCpu(browser)).extension;
    await page.evaluateOnNewDocument(countLongTasks);
    await loaded.reload(served.addressOf('one-video'));
    const world = await enterOurWorld(page, extensionId);
    await timeCalls(world);
    const minute = await watch(browser, page, watchMs);
    const calls = await readCalls(world);
    await loaded.listenAgain();
    const { state } = await firstAnswer(loaded);
    const callsMs = calls.reduce((sum, frame) => sum + costOf(frame).totalMs, 0);
    return { ...minute, startCpuS, callsMs, frames: calls.length, state };
  });
}

async function withoutExtension(served: ServedClips, watchMs: number): Promise<Minute> {
  const browser = await launchBrowser({ headless: true });
  try {
    const page = await browser.newPage();
    await openVideo(page, served.addressOf('one-video', served.clips[1]));
    await playVideo(page);
    await rest(3_000);
    await page.evaluateOnNewDocument(countLongTasks);
    await openVideo(page, served.addressOf('one-video'));
    return await watch(browser, page, watchMs);
  } finally {
    await browser.close();
  }
}

const total = (cpu: Cpu): number => Object.values(cpu).reduce((sum, seconds) => sum + seconds, 0);

/** A minute of one clear-cut 720p video with the engine already loaded, with and without the extension. */
export async function measureWatchedMinute({ command, isQuick }: Asked): Promise<Measured> {
  const watchMs = isQuick ? TRY_MS : WATCH_MS;
  const served = await serveClips([CLIP, BEFORE]);
  const ours: CheckedMinute[] = [];
  const bare: Minute[] = [];
  try {
    for (let pair = 0; pair < (isQuick ? 1 : PAIRS); pair += 1) {
      ours.push(await withExtension(served, watchMs));
      bare.push(await withoutExtension(served, watchMs));
      say(`watched minute ${pair + 1}: ${ours.at(-1)?.state ?? ''}; ${ours.at(-1)?.frames ?? 0} frames`);
    }
  } finally {
    await served.close();
  }
  const over = (of: (minute: Minute) => number): number =>
    median(ours.map((minute, index) => of(minute) - of(bare[index] ?? minute)));
  const minutes = (of: (minute: CheckedMinute) => number): number => median(ours.map(of));
  const page = over(({ cpu }) => cpu.pages);
  const extension = minutes(({ cpu }) => cpu.extension);
  const standing = { n: ours.length, command };
  const name = (what: string): string => `watched minute of one clear-cut video, ${what}`;
  const bars = (Object.keys(ours[0]?.cpu ?? {}) as ProcessKind[]).flatMap((kind) => [
    { name: `${kind}, with us`, value: minutes(({ cpu }) => cpu[kind]) },
    { name: `${kind}, without`, value: median(bare.map(({ cpu }) => cpu[kind])) },
  ]);
  return {
    figures: [
      atMost(name('CPU of the extension’s process and our share of the page’s (s)'), extension + page, {
        ...standing,
        most: 1.5,
        unit: 's',
        bound: BOUND,
      }),
      known(name('CPU of the extension’s process (s)'), extension, standing),
      known(name('CPU of the page’s process, with us − without (s)'), page, standing),
      known(
        name('CPU of all processes, with us − without (s)'),
        over(({ cpu }) => total(cpu)),
        standing,
      ),
      known(
        name('blocking calls on the page’s main thread (ms)'),
        minutes(({ callsMs }) => callsMs),
        standing,
      ),
      known(
        name('frames looked at'),
        minutes(({ frames }) => frames),
        standing,
      ),
      known(
        name('long tasks of the page, with us − without'),
        over(({ longTasks }) => longTasks),
        standing,
      ),
      known(
        'CPU of the extension’s process up to its first answer in a fresh browser (s)',
        minutes(({ startCpuS }) => startCpuS),
        standing,
      ),
    ],
    samples: { seconds: watchMs / 1000, ours, bare },
    plots: { 'watched-minute': barPlot(`CPU seconds in ${watchMs / 1000} s of one video, by process`, bars) },
  };
}
