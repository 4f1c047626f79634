import type { SiteAdapter } from './adapter.ts';
import { bluesky } from './bluesky.ts';
import { facebook } from './facebook.ts';
import { generic } from './generic.ts';
import { instagram } from './instagram.ts';
import { linkedin } from './linkedin.ts';
import { mastodon } from './mastodon.ts';
import { pinterest } from './pinterest.ts';
import { reddit } from './reddit.ts';
import { threads } from './threads.ts';
import { tiktok } from './tiktok.ts';
import { x } from './x.ts';
import { youtube } from './youtube.ts';

/** Every adapter; the generic one, which takes any page, stands last. */
export const adapters: readonly SiteAdapter[] = [
  youtube,
  x,
  facebook,
  instagram,
  threads,
  tiktok,
  reddit,
  linkedin,
  pinterest,
  bluesky,
  mastodon,
  generic,
];

function covers(site: string, hostname: string): boolean {
  return hostname === site || hostname.endsWith(`.${site}`);
}

/**
 * The adapter for a document's host name, else one that recognises the page, else the generic one.
 * Without `page` only host names are looked at.
 */
export function adapterFor(hostname: string, page?: Document): SiteAdapter {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  const byHost = adapters.find(({ hosts }) => hosts.some((site) => covers(site, host)));
  if (byHost !== undefined) return byHost;
  const byPage = page && adapters.find(({ recognises }) => recognises?.(page) ?? false);
  return byPage ?? generic;
}
