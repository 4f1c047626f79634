import { extensionMemoryMb } from './browser-cpu.ts';
import { median } from './figures.ts';
import { atMost, known, type Measured } from './measured.ts';
import { serveClips, withFeed, type OneFeed } from './one-video.ts';
import { linePlot } from './plot.ts';
import { rest, say, type Asked } from './subject.ts';

const MINUTES = 10;
const TRY_MINUTES = 1.5;
/** A post is watched for so long before the next. */
const POST_MS = 4_000;
/** So much before and after the minute in question counts, seconds: one reading alone depends on when garbage was collected. */
const AROUND_S = 20;
const BOUND = 'WebAssembly memory never shrinks while the worker lives, and larger faces and crowds make it grow once';
const SCENES = [
  { kind: 'portrait', portrait: 'astronaut', mirrored: false, seed: 51 },
  { kind: 'two-people', seed: 52 },
  { kind: 'portrait', portrait: 'admiral', mirrored: true, seed: 53 },
  { kind: 'landscape', seed: 54 },
] as const;
const CLIPS = SCENES.map((scene, index) => ({
  name: `bench-feed-${index}`,
  durationMs: 4_040 + index * 40,
  width: 640,
  height: 360,
  scene,
}));

interface Reading {
  readonly atS: number;
  readonly megabytes: number;
  readonly posts: number;
  readonly answers: number;
}

async function scroll({ browser, page, answers }: OneFeed, minutes: number): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  const startMs = Date.now();
  for (let atS = 0; atS < minutes * 60 + AROUND_S;) {
    const posts = await page.evaluate(() => (globalThis as unknown as { scrollOn(): number }).scrollOn());
    await rest(POST_MS);
    atS = (Date.now() - startMs) / 1000;
    readings.push({ atS, megabytes: await extensionMemoryMb(browser), posts, answers: await answers() });
    const { megabytes, answers: answered } = readings.at(-1) ?? { megabytes: NaN, answers: 0 };
    if (readings.length % 15 === 0) say(`memory: ${atS.toFixed(0)} s, ${megabytes.toFixed(0)} MB, ${answered} answers`);
  }
  return readings;
}

/** The median reading around a time. Throws `RangeError` when there is none. */
export function memoryAround(
  readings: readonly Reading[],
  atS: number,
): { readonly megabytes: number; readonly n: number } {
  const near = readings.filter((reading) => Math.abs(reading.atS - atS) <= AROUND_S);
  if (near.length === 0) throw new RangeError(`no reading around ${atS} s`);
  return { megabytes: median(near.map(({ megabytes }) => megabytes)), n: near.length };
}

/** The extension's memory while a feed is scrolled for ten minutes, each post looked at for four seconds. */
export async function measureMemory({ command, isQuick }: Asked): Promise<Measured> {
  const minutes = isQuick ? TRY_MINUTES : MINUTES;
  const served = await serveClips(CLIPS);
  try {
    const address = served.addressOf('feed', served.clips.join(' '));
    const readings = await withFeed(address, (feed) => scroll(feed, minutes));
    const answers = readings.at(-1)?.answers ?? 0;
    if (answers < readings.length / 4)
      throw new Error(`${readings.length} posts went by, only ${answers} got an answer`);
    const [early, late] = [memoryAround(readings, 60), memoryAround(readings, minutes * 60)];
    return {
      figures: [
        atMost(`memory after ${minutes} minutes of scrolling ÷ after one minute`, late.megabytes / early.megabytes, {
          n: late.n,
          command,
          most: 1.1,
          bound: BOUND,
        }),
        known('memory of the extension’s process after one minute of scrolling (MB)', early.megabytes, {
          n: early.n,
          command,
        }),
        known(`memory of the extension’s process after ${minutes} minutes of scrolling (MB)`, late.megabytes, {
          n: late.n,
          command,
        }),
      ],
      samples: { readings },
      plots: {
        memory: linePlot('Memory of the extension’s process while scrolling', { x: 's', y: 'MB' }, [
          { name: 'proportional memory', points: readings.map(({ atS, megabytes }) => [atS, megabytes] as const) },
        ]),
      },
    };
  } finally {
    await served.close();
  }
}
