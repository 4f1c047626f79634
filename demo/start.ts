/** `npm start`: shows the extension at work on the local feed, and says what each video was judged. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer';
import { BrowserNotFoundError, findBrowser } from '../tools/find-browser.ts';
import { launchWithExtension } from '../tools/launch-extension.ts';
import { writeFeedPicture } from './feed-picture.ts';
import { OUT } from './make-clips.ts';
import { openAskingPage } from './read-reports.ts';
import { recordRequests, strayRequests, type RequestRecord } from './record-requests.ts';
import { rows } from './rows.ts';
import { serveFeed } from './serve-feed.ts';
import { reachedFixedEnd, visitRows, type VisitedRow } from './visit-rows.ts';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const PICTURE = join(OUT, 'feed.png');
/** Without a window the whole demo ends within three minutes; this leaves room for the picture and for closing. */
const LAST_ROW_MS = 140_000;
/** Rows get this long even when making the clips took most of the three minutes. */
const LEAST_FOR_ROWS_MS = 50_000;

function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function say(line: string): void {
  console.log(line);
}

function table(visited: readonly VisitedRow[]): string {
  const head = ['row', 'state', 'reason', 'evidence', 'pixels', 'seconds'];
  const lines = visited.map(({ row, report, tookMs }) => {
    const verdict = report?.verdict;
    const reason = verdict !== undefined && 'reason' in verdict ? verdict.reason : '';
    const evidence = verdict !== undefined && 'evidence' in verdict ? verdict.evidence : undefined;
    return [
      row.name,
      verdict?.state ?? 'no report',
      reason,
      evidence === undefined ? '' : evidence.toFixed(2),
      report?.route ?? '',
      (tookMs / 1000).toFixed(1),
    ];
  });
  const all = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What went against a promise: fixed end states that were not reached, strong warnings on genuine clips, requests. */
function complaints(visited: readonly VisitedRow[], record: RequestRecord): string[] {
  const ends = visited.flatMap(({ row, report }) => {
    if (row.fixedEnd === undefined || reachedFixedEnd(report, row.fixedEnd)) return [];
    const wanted = [row.fixedEnd.state, row.fixedEnd.reason].filter(Boolean).join('/');
    return [`row ${row.name} should end as ${wanted}`];
  });
  const alarms = visited
    .filter(({ row, report }) => row.genuine && report?.verdict.state === 'strong-signs')
    .map(({ row }) => `row ${row.name} is genuine and got a strong warning`);
  return [...ends, ...alarms, ...strayRequests(record).map((stray) => `a request left this machine: ${stray}`)];
}

async function showFeed(browser: Browser, extensionId: string, startedMs: number): Promise<VisitedRow[]> {
  const served = await serveFeed(rows, say);
  try {
    const asking = await browser.newPage();
    await openAskingPage(asking, extensionId);
    const feed = await browser.newPage();
    await feed.goto(served.address);
    await feed.waitForSelector('article');
    const deadlineMs = Math.max(startedMs + LAST_ROW_MS, Date.now() + LEAST_FOR_ROWS_MS);
    const visited = await visitRows({ feed, asking, address: served.address, rows, deadlineMs, say });
    await mkdir(OUT, { recursive: true });
    await writeFeedPicture(browser, visited, PICTURE);
    return visited;
  } finally {
    // The player in a window the person looks at keeps asking for its clips until that window closes.
    if (hasDisplay() && browser.connected) browser.once('disconnected', () => void served.close());
    else await served.close();
  }
}

async function start(): Promise<number> {
  const startedMs = Date.now();
  const isWindowed = hasDisplay();
  let record: RequestRecord = { requests: [] };
  say(`browser: ${findBrowser()}${isWindowed ? '' : ' (no display: without a window)'}`);
  const { browser, extensionId } = await launchWithExtension({
    dist: DIST,
    headless: !isWindowed,
    beforeExtension: async (started) => {
      record = await recordRequests(started);
    },
  });
  try {
    const visited = await showFeed(browser, extensionId, startedMs);
    say(`\n${table(visited)}\n`);
    say(`${record.requests.length} requests recorded; picture: ${PICTURE}`);
    const found = complaints(visited, record);
    for (const complaint of found) say(`NOT AS PROMISED: ${complaint}`);
    if (isWindowed) {
      say('Close the browser window to end.');
      await new Promise((closed) => browser.once('disconnected', closed));
    }
    return found.length === 0 ? 0 : 1;
  } finally {
    if (browser.connected) await browser.close();
  }
}

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof BrowserNotFoundError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
