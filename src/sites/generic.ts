/**
 * Any page that no other adapter knows, news pages above all: every video counts unless something speaks against it.
 *
 * Sources, as stored publicly on 2026-11-22:
 * - `ins.adsbygoogle`, ids with `google_ads` and `div-gpt-ad` (in `adapter.ts`): khalididrissi/AdsArabSeed JS/AdsPro.js
 * - `[aria-label*="advertisement" i]` (in `adapter.ts`): MarcellPerger1/adblock-bookmarklet adblocker.js
 * - `aria-hidden` hides from everybody what is "purely decorative": WAI-ARIA 1.2, section 6.6 (W3C, 2023-06-06)
 * Unverified: the host names of advertising frames, `.ima-ad-container`, `[data-ad-slot]`, what silent page backgrounds
 * look like, and the names of player libraries among the anchors.
 */
import { closestAcross, parentAcross, roleByRules, type SiteAdapter, type SiteRules } from './adapter.ts';

const RULES: SiteRules = {
  notContent: [{ because: 'advertisement', within: '.ima-ad-container,[data-ad-slot]' }],
  anchors: ['.video-js,.jwplayer,.plyr,figure', '[itemtype$="/VideoObject"]', 'article'],
};

/** Frames of these hosts hold nothing but advertisements. */
const AD_FRAME_HOSTS = ['googlesyndication.com', 'doubleclick.net', '2mdn.net', 'adnxs.com', 'amazon-adsystem.com'];

/** Shares of the window's width and height from which a silent loop is the page's background, not a thing on it. */
const COVERS_WIDTH = 0.9;
const COVERS_HEIGHT = 0.5;

function isInAdFrame(): boolean {
  return AD_FRAME_HOSTS.some((host) => location.hostname === host || location.hostname.endsWith(`.${host}`));
}

/** Nobody can make it speak, nobody can stop it. */
function isSilentLoop(video: HTMLVideoElement): boolean {
  return !video.controls && video.loop && (video.muted || video.defaultMuted);
}

/** A video that fills a frame is an embedded player; only one that fills the window is a background. */
function coversPage(video: HTMLVideoElement): boolean {
  if (window !== window.top) return false;
  const { width, height } = video.getBoundingClientRect();
  return width >= COVERS_WIDTH * innerWidth && height >= COVERS_HEIGHT * innerHeight;
}

/** Drawn below what it shares its place with. */
function sitsBehind(video: HTMLVideoElement): boolean {
  for (let box: Element | null = video; box !== null; box = parentAcross(box)) {
    if (Number.parseInt(getComputedStyle(box).zIndex, 10) < 0) return true;
  }
  return false;
}

function isDecoration(video: HTMLVideoElement): boolean {
  if (!video.controls && closestAcross(video, '[aria-hidden="true"]') !== null) return true;
  return isSilentLoop(video) && (coversPage(video) || sitsBehind(video));
}

export const generic: SiteAdapter = {
  id: 'generic',
  hosts: [],
  roleOf: (video) => {
    if (isInAdFrame()) return { kind: 'not-content', because: 'advertisement' };
    if (isDecoration(video)) return { kind: 'not-content', because: 'decoration' };
    return roleByRules(RULES, video);
  },
};
