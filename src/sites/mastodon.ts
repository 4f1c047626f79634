/**
 * Mastodon runs on thousands of hosts and is recognised by its mount. It is open source, and so are its class names.
 *
 * Sources, as stored publicly on 2026-11-22; never tried against a live server:
 * - `#mastodon.app-holder[data-props]`: mastodon/mastodon app/views/shared/_web_app.html.haml @21d08a7b
 * - `.status__wrapper`, `.status[data-id]`, `.status__avatar`:
 *   mastodon/mastodon app/javascript/mastodon/components/status.jsx @02ac18da
 * - `.video-player`: mastodon/mastodon app/javascript/mastodon/features/video/index.tsx @043a961a
 * - `.gifv`: mastodon/mastodon app/javascript/mastodon/components/gifv.tsx @0cb24fa5
 * Unverified: `meta[name="generator"]` naming Mastodon, `.detailed-status`, `.account__avatar`,
 * `.account__header__image`, `.hover-card`.
 */
import { roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const MADE_BY_MASTODON = '#mastodon.app-holder,#mastodon[data-props],meta[name="generator"][content^="Mastodon"]';

const RULES: SiteRules = {
  notContent: [
    { because: 'avatar', within: '.status__avatar,.account__avatar' },
    { because: 'decoration', within: '.account__header__image' },
    { because: 'hover-preview', within: '.hover-card' },
  ],
  anchors: ['.status__wrapper', '.detailed-status', '.status[data-id]', '.video-player', '.gifv'],
};

export const mastodon: SiteAdapter = {
  id: 'mastodon',
  hosts: ['mastodon.social', 'mastodon.online'],
  // From the prototype: an element named `querySelector` would shadow the document's own.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- `call` picks the overload for retired elements
  recognises: (page) => Document.prototype.querySelector.call(page, MADE_BY_MASTODON) !== null,
  roleOf: (video) => roleByRules(RULES, video),
};
