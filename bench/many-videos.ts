import { launchBrowser } from '../tools/launch-extension.ts';
import { median } from './figures.ts';
import { atMost, known, type Measured } from './measured.ts';
import { CLIP, firstAnswer, openVideo, playVideo, serveClips, withOneVideo, type ServedClips } from './one-video.ts';
import { linePlot } from './plot.ts';
import { rest, say, type Asked } from './subject.ts';
import { besideMs, summarise, traced, type OurWork } from './trace.ts';

/** Three times in the order given: the two that the target compares. */
const COUNTS = [1, 10, 100, 1000] as const;
const ROUNDS: readonly (readonly number[])[] = [COUNTS, [10, 1000], [10, 1000]];
const FEW = 10;
const MANY = 1000;
/** Two looks on patrol fall into it. */
const WATCH_MS = 20_000;
const TRY_MS = 5_000;
/** Longer than to the first answer. */
const LOADING_MS = 5_000;
const BOUND =
  'intersections: each picture that we cause measures a thousand videos, for observers of the browser’s own; and asking what lies over a badge, which takes the longer the more there is on the page';

interface Run {
  readonly videos: number;
  /** From before the page loads until its video has played for five seconds, in which it gets its first answer. */
  readonly loading: OurWork;
  /** While one video plays in view, after the first answer. */
  readonly watching: OurWork;
  /** What the browser does of the same kinds in as long without us, milliseconds. */
  readonly aloneMs: number;
}

/** Nobody listens while it is measured: to an open popup the page reports every sighting it has. */
async function runOnce(served: ServedClips, videos: number, watchMs: number): Promise<Run> {
  const address = served.addressOf('grid', undefined, { videos: String(videos) });
  return withOneVideo(served.addressOf('one-video'), async (loaded) => {
    await loaded.hangUp();
    const work = async (use: () => Promise<void>): Promise<OurWork> =>
      summarise(await traced(loaded.page, use), loaded.extensionId);
    const loading = await work(async () => {
      await loaded.reload(address);
      await loaded.play();
      await rest(LOADING_MS);
    });
    await loaded.listenAgain();
    await firstAnswer(loaded);
    await loaded.hangUp();
    const watching = await work(() => rest(watchMs));
    return { videos, loading, watching, aloneMs: await browserAlone(address, watchMs) };
  });
}

/** The same page as long after its loading, in a browser without us. */
async function browserAlone(address: string, watchMs: number): Promise<number> {
  const browser = await launchBrowser({ headless: true });
  try {
    const page = await browser.newPage();
    await openVideo(page, address);
    await playVideo(page);
    await rest(LOADING_MS);
    return besideMs(await traced(page, () => rest(watchMs)));
  } finally {
    await browser.close();
  }
}

const oursMs = ({ watching, aloneMs }: Run): number => Math.max(0, watching.busyMs - aloneMs);

/** What our content script costs a page's main thread with 1 to 1,000 videos on it, one of them in view. */
export async function measureManyVideos({ command, isQuick }: Asked): Promise<Measured> {
  const served = await serveClips([CLIP]);
  const runs: Run[] = [];
  const watchMs = isQuick ? TRY_MS : WATCH_MS;
  try {
    for (const videos of (isQuick ? [COUNTS] : ROUNDS).flat()) {
      const run = await runOnce(served, videos, watchMs);
      say(`many videos: ${videos} on the page, ${oursMs(run).toFixed(1)} ms of ours in ${watchMs / 1000} s`);
      runs.push(run);
    }
  } finally {
    await served.close();
  }
  const perSecond = (videos: number): number =>
    median(runs.filter((run) => run.videos === videos).map(oursMs)) / (watchMs / 1000);
  const watching = COUNTS.map((videos) => [videos, perSecond(videos)] as const);
  const loadingMs = COUNTS.map(
    (videos) => [videos, median(runs.filter((run) => run.videos === videos).map((run) => run.loading.busyMs))] as const,
  );
  const at = (videos: number): number => watching.find(([count]) => count === videos)?.[1] ?? NaN;
  const countOf = (videos: number): number => runs.filter((run) => run.videos === videos).length;
  return {
    figures: [
      atMost('page’s main thread, our part with 1,000 videos on the page ÷ with 10', at(MANY) / at(FEW), {
        n: countOf(MANY),
        command,
        most: 1.5,
        bound: BOUND,
      }),
      ...watching.map(([videos, ms]) =>
        known(`page’s main thread, our part, videos on the page: ${videos} (ms a second)`, ms, {
          n: countOf(videos),
          command,
        }),
      ),
      known(
        'long tasks because of us with 1,000 videos on the page, a run',
        median(runs.filter(({ videos }) => videos === MANY).map(({ watching: { longTasksMs } }) => longTasksMs.length)),
        { n: countOf(MANY), command },
      ),
      ...loadingMs.map(([videos, ms]) =>
        known(
          `page’s main thread, our part of loading and the first five seconds, videos on the page: ${videos} (ms)`,
          ms,
          {
            n: countOf(videos),
            command,
          },
        ),
      ),
    ],
    samples: { watchedSeconds: watchMs / 1000, runs },
    plots: {
      'many-videos': linePlot(
        'Our part of a page’s main thread by the number of its videos',
        { x: 'videos', y: 'ms a second' },
        [{ name: 'one in view', points: watching }],
      ),
    },
  };
}
