/**
 * Bluesky: the web client is open source. A post's test id becomes `data-testid`; its video stands in a `figure`.
 * An animation picked from a GIF library is no upload of the poster.
 *
 * Sources, as stored publicly on 2026-11-22; never tried against the live site:
 * - `[data-testid^="feedItem-by-"]`: bluesky-social/social-app src/view/com/posts/PostFeedItem.tsx @008213c1
 * - `[data-testid^="postThreadItem-by-"]`: tonycpsu/bluesky-navigator bluesky-navigator.user.js (2025-01-26)
 * - `figure` around the video:
 *   bluesky-social/social-app src/components/Post/Embed/VideoEmbed/VideoEmbedInner/VideoEmbedInnerWeb.tsx @0132b725
 * Unverified: the GIF hosts `t.gifs.bsky.app` and `media.tenor.com`, `[data-testid^="userAvatar"]`.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const RULES: SiteRules = {
  notContent: [
    { because: 'decoration', within: 'video[src*="//t.gifs.bsky.app/"],video[src*="//media.tenor.com/"]' },
    { because: 'avatar', within: '[data-testid^="userAvatar"]' },
  ],
  anchors: ['[data-testid^="feedItem-by-"]', '[data-testid^="postThreadItem-by-"]', 'figure'],
};

export const bluesky: SiteAdapter = {
  id: 'bluesky',
  hosts: ['bsky.app'],
  roleOf: (video) => roleByRules(RULES, video),
};
