import browser from 'webextension-polyfill';
import type { OwnPage } from '../../contracts/card.ts';

/** Opens a page of ours in a new tab. Private windows cannot show it: the browser then opens it in an ordinary one. */
export async function openOwnPage(
  page: OwnPage,
  query: Readonly<Record<string, string>> = {},
  anchor = '',
): Promise<void> {
  const address = new URL(browser.runtime.getURL(`src/contexts/${page}/index.html`));
  address.search = new URLSearchParams(query).toString();
  address.hash = anchor;
  await browser.tabs.create({ url: address.href });
}
