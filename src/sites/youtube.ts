/**
 * YouTube: watch pages, Shorts, home and search. One `<video>` in `.html5-video-player` plays both the advertisement and
 * the film, so the role changes while the element stays; hover previews have a player of their own.
 *
 * Sources, as stored publicly on 2026-11-22 (commit where known); never tried against the live site:
 * - `#movie_player`, `.html5-video-player`, `#inline-preview-player`: ajayyy/maze-utils src/dom.ts @09669ecc
 * - `.ad-showing`: michaelandrefraniatte/Playcipe Src/blockads-extension-v3/inject.js
 * - `.ad-interrupting`, `#masthead-ad`, `ytd-promoted-sparkles-web-renderer`:
 *   dinhhung2910/our-userscripts src/youtube-ad-remover/constants.js
 * - `ytd-ad-slot-renderer`, `ytd-companion-slot-renderer`: dev6699/youtube-ads-blocker contentScript.js
 * - `ytd-in-feed-ad-layout-renderer`: SamukaDEV/NoADS js/content.js
 * - `ytd-reel-video-renderer`: Lynczera/youtubeShortConverter scripts/contentShort.js
 * - `ytd-watch-flexy`: nimishsantosh107/ARFoundation-HandTrack-Utils extension/scripts/content/xpaths.js
 * Seen in public code whose repository the index does not name: `ytd-video-preview`, `ytd-moving-thumbnail-renderer`,
 * `#cinematics`, `#cinematics-container`. Unverified besides: `[hidden]` on a view that is kept but not shown, an
 * `ytd-ad-slot-renderer` inside a Short, `ytd-shorts`, `ytd-browse`, `ytd-search`.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const RULES: SiteRules = {
  notContent: [
    {
      because: 'advertisement',
      within: [
        '.ad-showing',
        '.ad-interrupting',
        'ytd-ad-slot-renderer',
        'ytd-in-feed-ad-layout-renderer',
        'ytd-companion-slot-renderer',
        'ytd-promoted-sparkles-web-renderer',
        '#masthead-ad',
      ].join(','),
    },
    { because: 'advertisement', within: 'ytd-reel-video-renderer', holding: 'ytd-ad-slot-renderer' },
    { because: 'hover-preview', within: '#inline-preview-player,ytd-video-preview,ytd-moving-thumbnail-renderer' },
    { because: 'decoration', within: '#cinematics,#cinematics-container' },
    {
      because: 'unplayed-copy',
      within: 'ytd-watch-flexy[hidden],ytd-shorts[hidden],ytd-browse[hidden],ytd-search[hidden]',
    },
  ],
  anchors: ['ytd-reel-video-renderer', '#movie_player', '.html5-video-player'],
};

export const youtube: SiteAdapter = {
  id: 'youtube',
  hosts: ['youtube.com', 'youtube-nocookie.com'],
  roleOf: (video) => roleByRules(RULES, video),
};
