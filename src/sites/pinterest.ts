/**
 * Pinterest: a pin is a grid item. Video pins play in the grid itself, which is where people watch them, so they count.
 *
 * Sources, as stored publicly on 2026-11-22; never tried against the live site:
 * - `[data-grid-item="true"]`, `[title="Sponsored"]`, `[aria-label="Sponsored"]`:
 *   Its-Rajdip-Shah/tampermonkey-scripts pinterestAdBlock.js (English label only)
 * Seen in public code whose repository the index does not name: `[data-test-id="pin"]`, the country domains. Unverified
 * besides: `[data-test-id*="avatar"]`, `[data-test-id="closeup-body"]`.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const RULES: SiteRules = {
  notContent: [
    {
      because: 'advertisement',
      within: '[data-grid-item="true"],[data-test-id="pin"]',
      holding: '[title="Sponsored"],[aria-label="Sponsored"]',
    },
    { because: 'avatar', within: '[data-test-id*="avatar"]' },
  ],
  anchors: ['[data-test-id="pin"]', '[data-grid-item="true"]', '[data-test-id="closeup-body"]'],
};

const COUNTRIES = ['at', 'ca', 'ch', 'cl', 'co.kr', 'co.uk', 'com.au', 'com.mx', 'de', 'dk', 'es', 'fr', 'ie'];
const MORE_COUNTRIES = ['it', 'jp', 'nz', 'ph', 'pt', 'se'];

export const pinterest: SiteAdapter = {
  id: 'pinterest',
  hosts: ['com', ...COUNTRIES, ...MORE_COUNTRIES].map((ending) => `pinterest.${ending}`),
  roleOf: (video) => roleByRules(RULES, video),
};
