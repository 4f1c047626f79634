/**
 * TikTok: `data-e2e` names the parts. Tiles of profile, search and tag pages play a foretaste under the pointer.
 *
 * Sources, as stored publicly on 2026-11-22; never tried against the live site:
 * - `user-post-item`, `user-liked-item`, `user-repost-item`, `favorites-item`, `challenge-item`, `music-item`,
 *   `search_top-item`, `search_video-item`: dinoosauro/tiktok-to-ytdlp script.js @03ff8049
 * - `.tiktok-web-player`, `[id^="xgwrapper"]`: SparklingWaterBurns/TTJSDownloader main.js
 * Seen in public code whose repository the index does not name: `recommend-list-item-container`, `browse-video`,
 * `feed-video`, `AdBadge` class names. Unverified besides: `[data-e2e$="avatar"]`.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const TILES = [
  'user-post-item',
  'user-liked-item',
  'user-repost-item',
  'favorites-item',
  'challenge-item',
  'music-item',
  'search_top-item',
  'search_video-item',
]
  .map((name) => `[data-e2e="${name}"]`)
  .join(',');

const RULES: SiteRules = {
  notContent: [
    {
      because: 'advertisement',
      within: '[data-e2e="recommend-list-item-container"],article',
      holding: '[class*="AdBadge"]',
    },
    { because: 'hover-preview', within: TILES },
    { because: 'avatar', within: '[data-e2e$="avatar"]' },
  ],
  anchors: [
    '[data-e2e="recommend-list-item-container"]',
    '[data-e2e="browse-video"]',
    '[data-e2e="feed-video"]',
    'article',
    '.tiktok-web-player',
    '[id^="xgwrapper"]',
  ],
};

export const tiktok: SiteAdapter = {
  id: 'tiktok',
  hosts: ['tiktok.com'],
  roleOf: (video) => roleByRules(RULES, video),
};
