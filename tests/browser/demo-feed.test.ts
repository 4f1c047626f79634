import { TargetType, type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAskingPage, readReports, reportOfRow } from '../../demo/read-reports.ts';
import { recordRequests, strayRequests, type RequestRecord } from '../../demo/record-requests.ts';
import { rows, type FeedRow } from '../../demo/rows.ts';
import { serveFeed } from '../../demo/serve-feed.ts';
import { reachedFixedEnd, visitRows, type VisitedRow } from '../../demo/visit-rows.ts';
import type { Verdict } from '../../src/contracts/verdict.ts';
import { launchWithExtension } from '../../tools/launch-extension.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';
/** Clips are made first where no earlier run left them. */
const CLIPS_AND_ROWS_MS = 420_000;
const ROWS_MS = 200_000;

let browser: Browser;
let served: Awaited<ReturnType<typeof serveFeed>>;
let record: RequestRecord;
let asking: Page;
let visited: readonly VisitedRow[];

const verdictOf = (name: string): Verdict | undefined => visited.find(({ row }) => row.name === name)?.report?.verdict;
const named = (list: readonly FeedRow[]): string[] => list.map(({ name }) => name);
const withFixedEnd = rows.filter(({ fixedEnd }) => fixedEnd !== undefined);
const withFaces = rows.filter(({ fixedEnd }) => fixedEnd === undefined);

beforeAll(async () => {
  served = await serveFeed(rows);
  const launched = await launchWithExtension({
    dist: DIST,
    headless: true,
    beforeExtension: async (started) => {
      record = await recordRequests(started);
    },
  });
  browser = launched.browser;
  asking = await browser.newPage();
  await openAskingPage(asking, launched.extensionId);
  const feed = await browser.newPage();
  await feed.goto(served.address);
  await feed.waitForSelector('article');
  const deadlineMs = Date.now() + ROWS_MS;
  visited = await visitRows({ feed, asking, address: served.address, rows, deadlineMs });
}, CLIPS_AND_ROWS_MS);

afterAll(async () => {
  await browser.close();
  await served.close();
});

describe('the demo feed', () => {
  it.each(named(withFixedEnd))('%s reaches the end state that no detector decides', (name) => {
    const row = visited.find((one) => one.row.name === name);
    const reached = row?.row.fixedEnd !== undefined && reachedFixedEnd(row.report, row.row.fixedEnd);
    expect(reached, JSON.stringify(row?.report?.verdict)).toBe(true);
  });

  it('the cartoon is turned away for what it shows, not because something broke', () => {
    const verdict = verdictOf('cartoon');
    expect(['no-face', 'not-photographic']).toContain(verdict !== undefined && 'reason' in verdict && verdict.reason);
  });

  it.each(named(withFaces))('%s is judged by what the detectors found', (name) => {
    expect(['no-signs', 'unclear', 'some-signs', 'strong-signs']).toContain(verdictOf(name)?.state);
  });

  it('no genuine clip gets a strong warning', () => {
    const alarms = visited.filter(({ row, report }) => row.genuine && report?.verdict.state === 'strong-signs');
    expect(alarms.map(({ row }) => row.name)).toEqual([]);
  });

  it('the clip of another origin was read again, the others straight from the page', () => {
    const routes = visited
      .filter(({ row }) => withFaces.includes(row))
      .map(({ row, report }) => [row.name, report?.route]);
    expect(routes).toEqual(withFaces.map(({ name }) => [name, name === 'tainted' ? 're-read' : 'element']));
  });

  it('no request left this machine', () => {
    expect(record.requests.length).toBeGreaterThan(rows.length);
    expect(strayRequests(record)).toEqual([]);
  });
});

const JUDGED = /^(no-signs|unclear|some-signs|strong-signs)$/;

/** Opens the feed anew, runs `harm` while one row is being checked, and waits until that row and the next one are judged. */
async function judgedInSpiteOf(harm: () => Promise<void>): Promise<void> {
  const address = `${served.address}#again`;
  const feed = await browser.newPage();
  await feed.goto(address);
  await feed.bringToFront();
  await feed.waitForSelector('article');
  const scrollTo = (name: string): Promise<void> =>
    feed.evaluate((wanted) => {
      document.querySelector(`article[data-row="${wanted}"]`)?.scrollIntoView({ block: 'center' });
    }, name);
  const stateOf = async (name: string): Promise<string> => {
    const row = rows.find((one) => one.name === name);
    const report = row && reportOfRow(await readReports(asking, address), row);
    return report?.verdict.state ?? 'not-reported';
  };
  const patience = { timeout: 60_000, interval: 100 };

  await scrollTo('portrait');
  await expect.poll(() => stateOf('portrait'), patience).toMatch(/^(?!not-)/);
  await harm();
  await expect.poll(() => stateOf('portrait'), patience).toMatch(JUDGED);
  await scrollTo('tainted');
  await expect.poll(() => stateOf('tainted'), patience).toMatch(JUDGED);
  await feed.close();
}

describe('a check survives', () => {
  beforeAll(async () => {
    // A browser of its own: a recorder holds each new worker for a moment, which is not what is tested here.
    await browser.close();
    const launched = await launchWithExtension({ dist: DIST, headless: true });
    browser = launched.browser;
    asking = await browser.newPage();
    await openAskingPage(asking, launched.extensionId);
  });

  it('the death of the service worker', async () => {
    await judgedInSpiteOf(async () => {
      const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
      await (await target.worker())?.close();
    });
  });

  it('the death of the inference worker', async () => {
    await judgedInSpiteOf(async () => {
      const target = await browser.waitForTarget((one) => one.url().includes('/offscreen/'));
      for (const worker of (await target.asPage()).workers()) {
        await worker.evaluate(() => close()).catch(() => undefined);
      }
    });
  });
});
