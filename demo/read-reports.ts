/** Reads what the extension says of a tab's videos, the way its popup does: over the port `tab`. */
import type { Page } from 'puppeteer';
import type { TabReport } from '../src/contracts/messages.ts';
import type { SightingReport } from '../src/contracts/sighting.ts';
import type { FeedRow } from './rows.ts';

/** As it travels: each document signs its reports, and says goodbye with an empty one. */
interface SignedReport {
  readonly from: string;
  readonly report?: TabReport;
}

declare global {
  /** In the asking page only: what was heard over the port that is open. */
  var heardReports: { readonly heard: SignedReport[]; readonly port?: chrome.runtime.Port } | undefined;
}

/** Long enough for every document of the tab to answer. */
const LISTEN_MS = 250;
/** Half the step between the lengths of two clips. */
const LENGTH_TOLERANCE_MS = 55;

/** Opens a page of the extension. It stays in the background and only asks. */
export async function openAskingPage(page: Page, extensionId: string): Promise<void> {
  await page.goto(`chrome-extension://${extensionId}/src/contexts/popup/index.html`);
}

/**
 * What every document of the tab at `address` reports now. A port reaches only the frames that exist when it is
 * opened, so a new one is opened each time.
 */
export async function readReports(asking: Page, address: string): Promise<SightingReport[]> {
  // No named function may stand inside: the TypeScript runner would wrap it in a call that the page does not know.
  await asking.evaluate(async (tabAddress) => {
    const heard: SignedReport[] = [];
    globalThis.heardReports = { heard };
    const tabs = await chrome.tabs.query({});
    const tab = tabs.find(({ url }) => url === tabAddress);
    if (tab?.id === undefined) return;
    const port = chrome.tabs.connect(tab.id, { name: 'tab' });
    globalThis.heardReports = { heard, port };
    port.onMessage.addListener((signed: SignedReport) => heard.push(signed));
    // Reading the error keeps the browser from logging that a page has no content script yet.
    port.onDisconnect.addListener(() => chrome.runtime.lastError);
  }, address);
  // Waited for here, because a page in the background has slow timers.
  await new Promise((done) => setTimeout(done, LISTEN_MS));
  const reports = await asking.evaluate(() => {
    globalThis.heardReports?.port?.disconnect();
    return globalThis.heardReports?.heard ?? [];
  });
  // Each document counts its sightings for itself, so their ids alone would mix them up.
  const latest = new Map(reports.map(({ from, report }) => [from, report?.sightings ?? []]));
  return [...latest.values()].flat();
}

/** Whether a report is of this row's clip: told by the length, and by the size where the row's size is known. */
export function isOfRow(report: SightingReport, { clip }: FeedRow): boolean {
  const sameLength = Math.abs(report.durationMs - clip.durationMs) <= LENGTH_TOLERANCE_MS;
  return sameLength && (report.widthPx === 0 || report.widthPx === clip.width);
}

/** The report of a row: the one that matches, or for a damaged clip the one that never learned its length. */
export function reportOfRow(reports: readonly SightingReport[], row: FeedRow): SightingReport | undefined {
  const matching = reports.findLast((report) => isOfRow(report, row));
  if (matching !== undefined || row.damaged !== true) return matching;
  return reports.findLast(({ durationMs, verdict }) => durationMs === 0 && verdict.state === 'could-not-check');
}
