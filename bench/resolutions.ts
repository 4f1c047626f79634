import { cpuBetween, readCpu } from './browser-cpu.ts';
import { median } from './figures.ts';
import { costOf, readCalls, timeCalls, type FrameCalls } from './frame-calls.ts';
import { known, type Measured } from './measured.ts';
import { CLIP, playVideo, serveClips, withOneVideo, type OneVideo } from './one-video.ts';
import { enterOurWorld } from './our-world.ts';
import { linePlot } from './plot.ts';
import { tableOf } from './rows.ts';
import { repeats, rest, say, type Asked } from './subject.ts';

const HEIGHTS = [360, 720, 1080, 2160] as const;
const ROUNDS = 3;
/** Long enough for the first four frames with the engine loaded. */
const WATCH_MS = 5_000;
/** Loads the engine, lest that be counted as the cost of the first height. */
const START_MS = 6_000;
const CLIPS = HEIGHTS.map((height, index) => ({
  ...CLIP,
  name: `bench-${height}p`,
  // Its own length, as every clip's; 720p is the clip that other subjects use.
  durationMs: height === CLIP.height ? CLIP.durationMs : 3_040 + 40 * index,
  width: Math.round((height * 16) / 9),
  height,
}));

interface Watched {
  readonly frames: readonly FrameCalls[];
  /** Of the extension's process, for each frame, milliseconds. */
  readonly extensionMs: number;
}

async function watchOnce({ browser, page, extensionId, reload }: OneVideo, address: string): Promise<Watched> {
  await reload(address);
  const world = await enterOurWorld(page, extensionId);
  await timeCalls(world);
  const before = await readCpu(browser);
  await playVideo(page);
  await rest(WATCH_MS);
  const frames = await readCalls(world);
  await world.session.detach();
  const { extension } = cpuBetween(before, await readCpu(browser));
  return { frames, extensionMs: (extension * 1000) / frames.length };
}

/** What a sampled frame costs by the height of its video, in the page and in the extension. */
export async function measureResolutions(asked: Asked): Promise<Measured> {
  const served = await serveClips(CLIPS);
  const watched = new Map<number, Watched[]>(HEIGHTS.map((height) => [height, []]));
  const rounds = repeats(asked, ROUNDS);
  try {
    await withOneVideo(served.addressOf('one-video'), async (loaded) => {
      await loaded.hangUp();
      await loaded.play();
      await rest(START_MS);
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, height] of HEIGHTS.entries()) {
          const address = served.addressOf('one-video', `${served.clips[index] ?? ''}?round=${round}`);
          watched.get(height)?.push(await watchOnce(loaded, address));
        }
        say(`resolutions: round ${round + 1} of ${rounds}`);
      }
    });
  } finally {
    await served.close();
  }
  const byHeight = (of: (one: Watched) => readonly number[]) =>
    [...watched].map(([height, all]) => [height, median(all.flatMap(of))] as const);
  const page = byHeight(({ frames }) => frames.map((frame) => costOf(frame).totalMs));
  const answer = byHeight(({ frames }) => frames.flatMap(({ answeredMs }) => answeredMs ?? []));
  const extension = byHeight(({ extensionMs }) => [extensionMs]);
  const framesAt = (height: number): number => (watched.get(height) ?? []).flatMap(({ frames }) => frames).length;
  const figures = (what: string, points: typeof page) =>
    points.map(([height, ms]) =>
      known(`a sampled frame at ${height}p, ${what}, median (ms)`, ms, { n: framesAt(height), command: asked.command }),
    );
  return {
    figures: [
      ...figures('page’s main thread', page),
      ...figures('from taking it to the answer', answer),
      ...figures('CPU of the extension’s process', extension),
    ],
    samples: Object.fromEntries(watched),
    plots: {
      resolutions: linePlot('A sampled frame by the height of its video', { x: 'px', y: 'ms' }, [
        { name: 'page', points: page },
        { name: 'to the answer', points: answer },
        { name: 'CPU, extension', points: extension },
      ]),
    },
    table: tableOf(
      'ms',
      [...watched].flatMap(([height, all]) => [
        { name: `${height}p, page`, values: all.flatMap(({ frames }) => frames.map((frame) => costOf(frame).totalMs)) },
        {
          name: `${height}p, to the answer`,
          values: all.flatMap(({ frames }) => frames.flatMap(({ answeredMs }) => answeredMs ?? [])),
        },
      ]),
    ),
  };
}
