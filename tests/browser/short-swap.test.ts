import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CLIPS, makeClips } from '../../demo/make-clips.ts';
import { openAskingPage, readReports } from '../../demo/read-reports.ts';
import { TWIN_SEEDS } from '../../demo/rows.ts';
import { startServer, type LoopbackServer } from '../../demo/server.ts';
import type { Verdict } from '../../src/contracts/verdict.ts';
import { FIRST_FRAMES } from '../../src/core/sample/plan.ts';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import { OurLayer } from './our-layer.ts';

const MINUTE_S = 60;
const SWAP = { fromS: 40, untilS: 50 };
/** Making a minute of video takes longer than playing it, once: the clip is kept. */
const MAKING_MS = 400_000;
const WATCHING_MS = 150_000;

let browser: Browser;
let asking: Page;
let page: Page;
let server: LoopbackServer;
let address: string;

beforeAll(async () => {
  const [seed = 1] = TWIN_SEEDS;
  const scene = { kind: 'twin', seed, altered: SWAP } as const;
  const [clip] = await makeClips([{ name: 'short-swap', durationMs: MINUTE_S * 1000, width: 720, height: 720, scene }]);
  if (clip === undefined) throw new Error('the clip was not made');
  const pages = fileURLToPath(new URL('../../bench/page', import.meta.url));
  server = await startServer({ folders: { page: pages, media: CLIPS } });
  address = `${server.origin}/page/one-video.html?clip=${clip.name}`;
  const launched = await launchWithExtension({ dist: process.env['SECOND_LOOK_DIST'] ?? 'dist', headless: true });
  browser = launched.browser;
  asking = await browser.newPage();
  await openAskingPage(asking, launched.extensionId);
}, MAKING_MS);

afterEach(() => page.close());
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** The verdict now, and the player's position. */
async function look(): Promise<{ readonly verdict: Verdict | undefined; readonly atS: number }> {
  const [report] = await readReports(asking, address);
  const atS = await page.evaluate(() => document.querySelector('video')?.currentTime ?? 0);
  return { verdict: report?.verdict, atS };
}

async function play(): Promise<void> {
  page = await browser.newPage();
  await page.goto(address);
  await page.evaluate(async () => document.querySelector('video')?.play());
}

/** Changes of our elements on the page since it was asked for the first time. */
const changes = (layer: OurLayer): Promise<number | undefined> =>
  layer.evaluate((root) => {
    const watched = root as ShadowRoot & { changes?: MutationRecord[] };
    if (watched.changes === undefined) {
      const kept: MutationRecord[] = [];
      const observer = new MutationObserver((records) => kept.push(...records));
      observer.observe(root, { attributes: true, characterData: true, childList: true, subtree: true });
      watched.changes = kept;
    }
    return watched.changes.length;
  });

describe('a minute of video whose face is another from 0:40 to 0:50', () => {
  it(
    'shows no signs before, and signs with their moment once it was played',
    async () => {
      await play();
      let before: Verdict | undefined;
      for (;;) {
        const { verdict, atS } = await look();
        if (atS < SWAP.fromS) before = verdict;
        const hasSigns = verdict?.state === 'some-signs' || verdict?.state === 'strong-signs';
        if (hasSigns) {
          expect(atS).toBeGreaterThan(SWAP.fromS);
          for (const { startMs, endMs } of verdict.moments) {
            expect(startMs).toBeGreaterThanOrEqual(SWAP.fromS * 1000 - 100);
            expect(endMs).toBeLessThanOrEqual(SWAP.untilS * 1000 + 100);
          }
          expect(verdict.moments.length).toBeGreaterThan(0);
          break;
        }
        if (atS > MINUTE_S - 1) throw new Error(`played to the end: ${verdict?.state ?? 'nothing'}`);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      expect(before?.state).toBe('no-signs');
    },
    WATCHING_MS,
  );

  it(
    'a look that says the same again leaves the badge untouched, so that the page is not drawn anew for it',
    async () => {
      await play();
      const framesScored = async (): Promise<number> => {
        const { verdict } = await look();
        return verdict?.state === 'no-signs' ? verdict.framesScored : 0;
      };
      await expect.poll(framesScored, { timeout: 30_000 }).toBeGreaterThanOrEqual(FIRST_FRAMES);
      const before = await framesScored();
      const layer = await OurLayer.of(page);
      expect(await changes(layer)).toBe(0);
      await expect.poll(framesScored, { timeout: 20_000 }).toBeGreaterThan(before);
      expect(await changes(layer)).toBe(0);
    },
    WATCHING_MS,
  );
});
