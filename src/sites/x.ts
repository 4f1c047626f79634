/**
 * X: a post is an `article`. `placementTracking` wraps ordinary players as well, so by itself it says nothing; around a
 * whole post, or together with an impression pixel, it is a promoted post.
 *
 * Sources, as stored publicly on 2026-11-22; never tried against the live site:
 * - `article[data-testid="tweet"]`: yailPeralta/x-scraper
 *   src/modules/twitter-scraper/constants/twitter-selectors.constants.ts
 * - `[data-testid="videoPlayer"]`: kdin/x- src/utils/selectors.js
 * - `[data-testid^="UserAvatar-Container"]`: NVO-2021/twitter-growth-copilot-ultra src/utils/twitterSelectors.js
 * Seen in public code whose repository the index does not name: `placementTracking`, `impression-pixel`,
 * `videoComponent`. Unverified besides: `Tweet-User-Avatar`, `HoverCard`.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const RULES: SiteRules = {
  notContent: [
    { because: 'advertisement', within: '[data-testid="placementTracking"]', holding: 'article' },
    {
      because: 'advertisement',
      within: 'article,[data-testid="placementTracking"]',
      holding: '[data-testid$="impression-pixel"]',
    },
    { because: 'avatar', within: '[data-testid^="UserAvatar-Container"],[data-testid="Tweet-User-Avatar"]' },
    { because: 'hover-preview', within: '[data-testid="HoverCard"]' },
  ],
  anchors: ['article[data-testid="tweet"]', 'article', '[data-testid="videoComponent"]', '[data-testid="videoPlayer"]'],
};

export const x: SiteAdapter = {
  id: 'x',
  hosts: ['x.com', 'twitter.com'],
  roleOf: (video) => roleByRules(RULES, video),
};
