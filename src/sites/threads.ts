/**
 * Threads: posts are pressable containers rather than articles.
 *
 * Sources, as stored publicly on 2026-11-22; never tried against the live site:
 * - `div[role="article"]`, hosts `threads.net` and `threads.com`: beak2825/greasyfork_archives js_greasyfork/534668.js
 *   (script version 05-01-2025)
 * Seen in public code whose repository the index does not name: `[data-pressable-container="true"]` (a reference dated
 * 2026-01-30). Unverified besides: a link to a profile around an avatar.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const RULES: SiteRules = {
  notContent: [{ because: 'avatar', within: 'a[href^="/@"]:not([href*="/post/"])' }],
  anchors: ['[data-pressable-container="true"]', '[role="article"]', 'article'],
};

export const threads: SiteAdapter = {
  id: 'threads',
  hosts: ['threads.com', 'threads.net'],
  roleOf: (video) => roleByRules(RULES, video),
};
