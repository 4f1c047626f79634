import browser from 'webextension-polyfill';
import type { Tabs } from 'webextension-polyfill';

/** The tab that a popup speaks of. */
export interface ShownTab {
  readonly tabId: number;
  /** Host name of its top document; undefined where extensions may not look (browser pages, the web store, files). */
  readonly host: string | undefined;
}

function hostOf(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? hostname : undefined;
}

function shown(tab: Tabs.Tab | undefined): ShownTab | undefined {
  return tab?.id === undefined ? undefined : { tabId: tab.id, host: hostOf(tab.url) };
}

/** The tab named by `?tab=<id>` in `search`, else the active one of this window. */
export async function shownTab(search: string): Promise<ShownTab | undefined> {
  const named = new URLSearchParams(search).get('tab');
  if (named !== null) return shown(await browser.tabs.get(Number(named)));
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  return shown(active);
}

/** Calls `listener` when that tab shows another page. */
export function onTabMoved(tabId: number, listener: (tab: ShownTab) => void): void {
  browser.tabs.onUpdated.addListener((movedId, change, tab) => {
    if (movedId === tabId && change.url !== undefined) listener({ tabId, host: hostOf(tab.url) });
  });
}

/** The address of one of our own pages, for a link. */
export function ownPage(path: string): string {
  return browser.runtime.getURL(path);
}

/** The address that a tab shows; undefined when it is closed, or extensions may not know. */
export async function addressOfTab(tabId: number): Promise<string | undefined> {
  return (await browser.tabs.get(tabId).catch(() => undefined))?.url;
}
