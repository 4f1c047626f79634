/**
 * Reddit: the player of today's site keeps its `<video>` in a shadow root; the old site has none.
 *
 * Sources, as stored publicly on 2026-11-22; never tried against the live site:
 * - `shreddit-ad-post`, `.promotedlink`: joshrouwhorst/userscripts Reddit.user.js (version 1.0.24)
 * - `shreddit-post`: dmitrii-fediuk/vm s/reddit.com.js (2024-08-21)
 * - `.reddit-video-player-root`: sinf/old-reddit-video-builtin script.js (version 1.0.1)
 * Seen in public code whose repository the index does not name: `shreddit-player`, `shreddit-player-2` and their shadow
 * roots, `shreddit-comments-page-ad`, `shreddit-comment-tree-ad`, `[is-promoted]`. Unverified besides:
 * `shreddit-post[promoted]`, `shreddit-comment`, `shreddit-snoovatar`, `faceplate-hovercard`, `.thing`.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const RULES: SiteRules = {
  notContent: [
    {
      because: 'advertisement',
      within: [
        'shreddit-ad-post',
        'shreddit-comments-page-ad',
        'shreddit-comment-tree-ad',
        'shreddit-post[promoted]',
        '[is-promoted]',
        '.promotedlink',
      ].join(','),
    },
    { because: 'avatar', within: 'shreddit-snoovatar' },
    { because: 'hover-preview', within: 'faceplate-hovercard' },
  ],
  anchors: [
    'shreddit-comment',
    'shreddit-post',
    '.thing',
    'shreddit-player-2',
    'shreddit-player',
    '.reddit-video-player-root',
  ],
};

export const reddit: SiteAdapter = {
  id: 'reddit',
  hosts: ['reddit.com'],
  roleOf: (video) => roleByRules(RULES, video),
};
