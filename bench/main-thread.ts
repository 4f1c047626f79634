import { median, quantile, type Figure } from './figures.ts';
import { costByKind, costOf, readCalls, timeCalls, type FrameCalls } from './frame-calls.ts';
import { atMost, known, type Measured } from './measured.ts';
import { CLIP, serveClips, withOneVideo, type ServedClips } from './one-video.ts';
import { enterOurWorld } from './our-world.ts';
import { barPlot } from './plot.ts';
import { barsOf, tableOf, type Row } from './rows.ts';
import { repeats, rest, say, type Asked } from './subject.ts';
import { summarise, traced } from './trace.ts';

const RUNS = 2;
/** Pages loaded one after the other in each run. */
const LOADS = 6;
/** Long enough for the four frames of a clear-cut video, also where the engine must be loaded first. */
const LOAD_MS = 5_000;
const TRACED_RUNS = 2;
/** Long enough for a look on patrol. */
const TRACED_MS = 14_000;
const BOUND =
  'making a blob of 1.4 MB: an empty one already takes 1 ms, 5 where the cores are busy, as it waits for the browser’s process; memory that is touched for the first time takes 1.6 ms more';

/** One fresh browser. Each load is new media, so that nothing found before is remembered; the first also loads the engine. */
async function watchOnce(served: ServedClips): Promise<readonly FrameCalls[]> {
  return withOneVideo(served.addressOf('one-video'), async (loaded) => {
    await loaded.hangUp();
    const frames: FrameCalls[] = [];
    for (let load = 0; load < LOADS; load += 1) {
      await loaded.reload(served.addressOf('one-video', `${served.clips[0] ?? ''}?load=${load}`));
      const world = await enterOurWorld(loaded.page, loaded.extensionId);
      await timeCalls(world);
      await loaded.play();
      await rest(LOAD_MS);
      frames.push(...(await readCalls(world)));
      await world.session.detach();
    }
    return frames;
  });
}

/** Tasks of the page that we made long, milliseconds, from its load until a look after the first verdict. */
async function traceOnce(address: string): Promise<readonly number[]> {
  return withOneVideo(address, async (loaded) => {
    await loaded.hangUp();
    const events = await traced(loaded.page, async () => {
      await loaded.reload(address);
      await loaded.play();
      await rest(TRACED_MS);
    });
    return summarise(events, loaded.extensionId).longTasksMs;
  });
}

function longTasksFigure(longTasks: readonly (readonly number[])[], command: string): Figure {
  const name = 'long tasks of a page with one 720p video that are long because of us';
  return atMost(name, longTasks.flat().length, { n: longTasks.length, command, most: 0, bound: BOUND });
}

function figuresOf(frames: readonly FrameCalls[], command: string): readonly Figure[] {
  const costs = frames.map(costOf);
  const totals = costs.map(({ totalMs }) => totalMs);
  const finder = costs.map(({ finderMs }) => finderMs);
  const standing = { n: frames.length, command };
  const name = (what: string): string => `main thread per sampled frame at 720p, ${what} (ms)`;
  const limit = (most: number) => ({ ...standing, most, unit: 'ms', bound: BOUND });
  return [
    atMost(name('finder image, median'), median(finder), limit(4)),
    known(name('finder image, 95th percentile'), quantile(finder, 0.95), standing),
    known(name('median'), median(totals), standing),
    atMost(name('95th percentile'), quantile(totals, 0.95), limit(8)),
  ];
}

function rowsOf(frames: readonly FrameCalls[]): readonly Row[] {
  const costs = frames.map(costOf);
  const byKind = frames.map(costByKind);
  const kinds = [...new Set(byKind.flatMap((each) => Object.keys(each)))] as (keyof (typeof byKind)[number])[];
  return [
    { name: 'whole frame', values: costs.map(({ totalMs }) => totalMs) },
    { name: 'finder image', values: costs.map(({ finderMs }) => finderMs) },
    ...kinds.map((kind) => ({ name: kind, values: byKind.map((each) => each[kind] ?? 0) })),
  ];
}

/** Milliseconds that a sampled frame blocks the page's main thread, on a playing 720p video. */
export async function measureMainThread(asked: Asked): Promise<Measured> {
  const served = await serveClips([CLIP]);
  try {
    const frames: FrameCalls[] = [];
    const runs = repeats(asked, RUNS);
    for (let run = 0; run < runs; run += 1) {
      const seen = await watchOnce(served);
      say(`main thread ${run + 1} of ${runs}: ${seen.length} frames`);
      frames.push(...seen);
    }
    const longTasks: (readonly number[])[] = [];
    for (let run = 0; run < repeats(asked, TRACED_RUNS); run += 1)
      longTasks.push(await traceOnce(served.addressOf('one-video')));
    return {
      figures: [...figuresOf(frames, asked.command), longTasksFigure(longTasks, asked.command)],
      samples: { frames, longTasksMs: longTasks },
      plots: { 'main-thread': barPlot('Main thread per sampled frame at 720p, ms', barsOf(rowsOf(frames))) },
      table: tableOf('ms', rowsOf(frames)),
    };
  } finally {
    await served.close();
  }
}
