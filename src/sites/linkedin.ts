/**
 * LinkedIn: posts carry the urn of their activity. "Promoted" is only a word in the page, in the reader's language, so
 * promoted posts without a sponsored urn are not told apart.
 *
 * Sources, as stored publicly on 2026-11-22; never tried against the live site:
 * - `.feed-shared-update-v2`, `[data-urn*="urn:li:activity"]`, `[data-id*="urn:li:activity:"]`,
 *   `[data-test-id="main-feed-activity-card"]`: teo-bs/nudl src/extension/detector/selectors.ts
 * - `article[data-activity-urn]`: usernomom/personal-adblock-filterlist linkedin-cleanup.js (version 1.1)
 * - `.fie-impression-container`: fx-biocoder/better-linkedin script.js (2025-10-10)
 * Unverified: `[data-urn*="urn:li:sponsored"]`, `[data-id*="urn:li:sponsored"]`, `.ad-banner-container`,
 * `.update-components-actor__avatar`, `.pv-top-card-profile-picture`, `.profile-background-image`.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const RULES: SiteRules = {
  notContent: [
    {
      because: 'advertisement',
      within: '[data-urn*="urn:li:sponsored"],[data-id*="urn:li:sponsored"],.ad-banner-container',
    },
    { because: 'avatar', within: '.update-components-actor__avatar,.pv-top-card-profile-picture' },
    { because: 'decoration', within: '.profile-background-image' },
  ],
  anchors: [
    '.feed-shared-update-v2',
    '[data-urn*="urn:li:activity"]',
    '[data-id*="urn:li:activity:"]',
    'article[data-activity-urn]',
    '[data-test-id="main-feed-activity-card"]',
    '.fie-impression-container',
  ],
};

export const linkedin: SiteAdapter = {
  id: 'linkedin',
  hosts: ['linkedin.com'],
  roleOf: (video) => roleByRules(RULES, video),
};
