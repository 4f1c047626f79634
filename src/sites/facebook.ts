/**
 * Facebook: class names are generated, so only roles, labels and `data-pagelet` are left to hold on to. The sponsored
 * label is looked for in English only; in other languages such a post counts as content.
 *
 * Sources, as stored publicly on 2026-11-22; never tried against the live site:
 * - `[data-pagelet^="FeedUnit"]`: max0821/fb_userscript facebook_remove_feeds_ads.userscript.js
 * - `[aria-label="Sponsored"]`, `div[role=feed]`: gregorymachon/no-ads facebook.js
 * Seen in public code whose repository the index does not name: `a[href*="/ads/about"]`, `[aria-label="Stories"]`.
 * Unverified besides: `[role="article"]`, `[aria-posinset]`, `[data-video-id]`, a tile that is a link to its own reel.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const RULES: SiteRules = {
  notContent: [
    {
      because: 'advertisement',
      within: '[data-pagelet^="FeedUnit"],[aria-posinset],[role="article"]',
      holding: 'a[href*="/ads/about"],[aria-label="Sponsored"]',
    },
    { because: 'hover-preview', within: '[aria-label="Stories"],a[href*="/stories/"],a[href*="/reel/"]' },
  ],
  anchors: ['[data-pagelet^="FeedUnit"]', '[aria-posinset]', '[role="article"]', '[data-video-id]', '[role="dialog"]'],
};

export const facebook: SiteAdapter = {
  id: 'facebook',
  hosts: ['facebook.com'],
  roleOf: (video) => roleByRules(RULES, video),
};
