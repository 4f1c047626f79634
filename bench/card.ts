import type { Page } from 'puppeteer';
import { median } from './figures.ts';
import { atMost, known, type Measured } from './measured.ts';
import { CLIP, firstAnswer, serveClips, withOneVideo } from './one-video.ts';
import { repeats, rest, type Asked } from './subject.ts';
import { OurLayer } from '../tests/browser/our-layer.ts';

const OPENINGS = 20;
/** Long enough for the card to be drawn and for the browser to report what that cost. */
const SETTLE_MS = 400;

/** What the page's own observers saw while cards were opened and closed on it. */
interface Seen {
  readonly shifts: number[];
  readonly longTasksMs: number[];
}

declare global {
  /** In the measured page only. */
  var seenByPage: Seen | undefined;
}

/** Runs in the page. No named function may stand inside: the TypeScript runner would wrap it. */
function watch(): void {
  const seen: Seen = { shifts: [], longTasksMs: [] };
  globalThis.seenByPage = seen;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shifts.push((entry as unknown as { value: number }).value);
  }).observe({ type: 'layout-shift' });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.longTasksMs.push(entry.duration);
  }).observe({ type: 'longtask' });
}

/** Opens and closes the card again and again; answers with how long each opening took until it was there. */
async function openCards(page: Page, count: number): Promise<readonly number[]> {
  const ours = await OurLayer.of(page);
  const tookMs: number[] = [];
  for (let opening = 0; opening < count; opening += 1) {
    const took = await ours.evaluate((root) => {
      const mark = root.querySelector<HTMLElement>('.mark');
      const startMs = performance.now();
      mark?.click();
      const { height } = root.querySelector('.badge')?.getBoundingClientRect() ?? { height: 0 };
      return height > 0 ? performance.now() - startMs : 0;
    });
    if (took !== undefined && took > 0) tookMs.push(took);
    await rest(SETTLE_MS);
    if ((await ours.boxes('.card')).length !== 1) throw new Error('the card did not open');
    await ours.evaluate((root) => root.querySelector<HTMLElement>('.close')?.click());
    await rest(SETTLE_MS);
  }
  return tookMs;
}

/** What opening the card costs the page that the video is on. */
export async function measureCard(asked: Asked): Promise<Measured> {
  const { command } = asked;
  const count = repeats(asked, OPENINGS);
  const served = await serveClips([CLIP]);
  try {
    return await withOneVideo(served.addressOf('one-video'), async (loaded) => {
      await loaded.play();
      await firstAnswer(loaded);
      await loaded.hangUp();
      await loaded.page.evaluate(() => document.querySelector('video')?.pause());
      await rest(SETTLE_MS);
      await loaded.page.evaluate(watch);
      const tookMs = await openCards(loaded.page, count);
      const seen = await loaded.page.evaluate(() => globalThis.seenByPage);
      if (seen === undefined) throw new Error('nobody watched the page');
      const standing = { n: count, command, most: 0, bound: 'see the samples: bench/results/card.json' };
      return {
        figures: [
          atMost('card: layout shifts of the page while it is opened and closed', seen.shifts.length, standing),
          atMost('card: long tasks of the page while it is opened and closed', seen.longTasksMs.length, standing),
          known('card: script and layout of one opening, median (ms)', median(tookMs), { n: tookMs.length, command }),
        ],
        samples: { seen, tookMs },
        plots: {},
      };
    });
  } finally {
    await served.close();
  }
}
