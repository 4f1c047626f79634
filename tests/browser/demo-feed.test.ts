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

/** Opens the feed anew at one row and runs `harm` while that row is being checked. */
async function checkWhile(name: string, harm: () => Promise<void>): Promise<Verdict | undefined> {
  const row = rows.find((one) => one.name === name);
  if (row === undefined) throw new Error(`the feed has no row ${name}`);
  const feed = await browser.newPage();
  await feed.goto(`${served.address}#again`);
  await feed.waitForSelector('article');
  await feed.evaluate((wanted) => {
    document.querySelector(`article[data-row="${wanted}"]`)?.scrollIntoView({ block: 'center' });
  }, name);
  const verdict = async (): Promise<Verdict | undefined> =>
    reportOfRow(await readReports(asking, `${served.address}#again`), row)?.verdict;
  await expect.poll(async () => (await verdict())?.state, { timeout: 30_000 }).not.toBe('not-checked');
  await harm();
  await expect
    .poll(async () => (await verdict())?.state, { timeout: 60_000 })
    .toMatch(/^(no-signs|unclear|some-signs|strong-signs)$/);
  const last = await verdict();
  await feed.close();
  return last;
}

describe('a check survives', () => {
  it('the death of the service worker', async () => {
    const verdict = await checkWhile('portrait', async () => {
      const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
      await (await target.worker())?.close();
    });
    expect(verdict?.state).not.toBe('strong-signs');
  });

  it('the death of the inference worker', async () => {
    const verdict = await checkWhile('portrait', async () => {
      const target = await browser.waitForTarget((one) => one.url().includes('/offscreen/'));
      for (const worker of (await target.asPage()).workers()) {
        await worker.evaluate(() => close()).catch(() => undefined);
      }
    });
    expect(verdict?.state).not.toBe('strong-signs');
  });
});
