/**
 * Instagram: posts are `article` elements; a tile of a grid is a link to its post and at most a foretaste of it.
 * Sponsored posts say so only in words that an uploader could write as well, so they are not told apart.
 *
 * Sources, as stored publicly on 2026-11-22; never tried against the live site:
 * - `article`, `article[role="presentation"]`, links that hold `/reels/`: valentderah/no-shorts src/content/instagram.ts
 * Unverified: `a[href*="/reel/"]`, `a[href*="/p/"]`, `a[href*="/stories/"]` around a tile's video,
 * `[data-pagelet="story_tray"]`, `[role="dialog"]`.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const RULES: SiteRules = {
  notContent: [
    { because: 'avatar', within: '[data-pagelet="story_tray"]' },
    {
      because: 'hover-preview',
      within: 'a[href*="/reel/"],a[href*="/reels/"],a[href*="/p/"],a[href*="/stories/"]',
    },
  ],
  anchors: ['article', '[role="dialog"]'],
};

export const instagram: SiteAdapter = {
  id: 'instagram',
  hosts: ['instagram.com'],
  roleOf: (video) => roleByRules(RULES, video),
};
