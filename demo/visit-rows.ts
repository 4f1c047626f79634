/** Scrolls through the feed, row by row, until each has its end state or its time is up. */
import type { Page } from 'puppeteer';
import type { SightingReport } from '../src/contracts/sighting.ts';
import { readReports, reportOfRow } from './read-reports.ts';
import type { FeedRow } from './rows.ts';

/** A row after it was visited. */
export interface VisitedRow {
  readonly row: FeedRow;
  readonly report: SightingReport | undefined;
  /** From scrolling to the row until it had its end state. */
  readonly tookMs: number;
  /** Base64 PNG of the row as a person saw it when it had its end state. */
  readonly picture: string;
}

export interface VisitChoices {
  readonly feed: Page;
  readonly asking: Page;
  readonly address: string;
  readonly rows: readonly FeedRow[];
  /** Clock time at which the last row must be done, milliseconds since 1970. */
  readonly deadlineMs: number;
  readonly say?: (line: string) => void;
}

const POLL_MS = 300;
/** No row is waited for longer, whatever time is left. */
const LONGEST_WAIT_MS = 20_000;
/** Rows that nobody will look into are left after this: long enough for a wrong check to begin and show itself. */
const LEFT_ALONE_MS = 2_500;
/** A badge is drawn a moment after its verdict is reported. */
const BADGE_MS = 500;

function hasEnded(report: SightingReport | undefined, { fixedEnd }: FeedRow): boolean {
  if (report === undefined) return false;
  const { verdict } = report;
  if (fixedEnd === undefined) return verdict.state !== 'checking' && verdict.state !== 'not-checked';
  return reachedFixedEnd(report, fixedEnd);
}

/** True when the report is in the row's fixed end state. */
export function reachedFixedEnd(report: SightingReport | undefined, end: NonNullable<FeedRow['fixedEnd']>): boolean {
  const verdict = report?.verdict;
  if (verdict?.state !== end.state) return false;
  return end.reason === undefined || ('reason' in verdict && verdict.reason === end.reason);
}

async function pause(ms: number): Promise<void> {
  await new Promise((done) => setTimeout(done, ms));
}

async function pictureOf(feed: Page, row: FeedRow): Promise<string> {
  const article = await feed.$(`article[data-row="${row.name}"]`);
  const box = await article?.boundingBox();
  const viewport = await feed.evaluate(() => ({ width: innerWidth, height: innerHeight, x: scrollX, y: scrollY }));
  if (!box) throw new Error(`the feed has no row ${row.name}`);
  const top = Math.max(0, box.y);
  const height = Math.min(viewport.height, box.y + box.height) - top;
  // Only what is on the screen: a badge is placed by script and follows what can be seen.
  return feed.screenshot({
    encoding: 'base64',
    captureBeyondViewport: false,
    // Counted from the top left corner of the page, unlike the box.
    clip: { x: viewport.x + box.x, y: viewport.y + top, width: box.width, height: Math.max(1, height) },
  });
}

async function visitRow({ feed, asking, address }: VisitChoices, row: FeedRow, waitMs: number): Promise<VisitedRow> {
  const startMs = Date.now();
  await feed.evaluate((name) => {
    document.querySelector(`article[data-row="${name}"]`)?.scrollIntoView({ block: 'center' });
  }, row.name);
  let report: SightingReport | undefined;
  const isLeftAlone = row.fixedEnd?.state === 'not-checked';
  for (;;) {
    await pause(POLL_MS);
    report = reportOfRow(await readReports(asking, address), row) ?? report;
    const elapsed = Date.now() - startMs;
    if (elapsed >= waitMs) break;
    if (hasEnded(report, row) && (!isLeftAlone || elapsed >= LEFT_ALONE_MS)) break;
  }
  const tookMs = Date.now() - startMs;
  await pause(BADGE_MS);
  return { row, report, tookMs, picture: await pictureOf(feed, row) };
}

/** Visits the rows in order; the time left is shared fairly among those still to come. */
export async function visitRows(choices: VisitChoices): Promise<VisitedRow[]> {
  const visited: VisitedRow[] = [];
  await choices.feed.bringToFront();
  for (const [index, row] of choices.rows.entries()) {
    const left = choices.deadlineMs - Date.now();
    const share = Math.max(1_000, (left / (choices.rows.length - index)) * 1.4);
    const seen = await visitRow(choices, row, Math.min(LONGEST_WAIT_MS, share));
    choices.say?.(
      `${row.name}: ${seen.report?.verdict.state ?? 'no report'} after ${(seen.tookMs / 1000).toFixed(1)} s`,
    );
    visited.push(seen);
  }
  return visited;
}
