import browser from 'webextension-polyfill';
import { isDocumentThere } from '../messaging/tab-port.ts';
import { countWarnings, forgetWarnings, keepWarningsOf } from '../storage/tab-warnings.ts';
import type { WarningSource } from '../storage/warnings-by-frame.ts';

/** Grey-blue, as the badges: no traffic lights. Contrast with white text 7.2 : 1. */
const BACKGROUND = '#3d5a80';

async function showCount(tabId: number, count: number): Promise<void> {
  try {
    await browser.action.setBadgeBackgroundColor({ tabId, color: BACKGROUND });
    await browser.action.setBadgeText({ tabId, text: count === 0 ? '' : String(Math.min(count, 99)) });
  } catch {
    // The tab was closed in the meantime.
  }
}

/** Puts the sum of a tab's strong warnings on its toolbar button. */
export async function showWarnings(source: WarningSource, warnings: number): Promise<void> {
  await showCount(source.tabId, await countWarnings(source, warnings));
  await recount(source.tabId);
}

/** Frames come and go without a word, and a page that only changes its address keeps its documents: so they are asked. */
async function recount(tabId: number): Promise<void> {
  const count = await keepWarningsOf(tabId, (documentId) => isDocumentThere(tabId, documentId));
  if (count !== undefined) await showCount(tabId, count);
}

/** Takes counts away with the page or the tab they belong to. Call synchronously when the service worker starts. */
export function followTabs(): void {
  browser.tabs.onRemoved.addListener((tabId) => void forgetWarnings(tabId));
  browser.tabs.onReplaced.addListener((_added, removed) => void forgetWarnings(removed));
  browser.tabs.onUpdated.addListener((tabId, change) => {
    if (change.status !== undefined || change.url !== undefined) void recount(tabId);
  });
}
