import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer';
import { median } from './figures.ts';
import { atMost, known, type Measured } from './measured.ts';
import { CLIP, firstAnswer, serveClips, withOneVideo, type OneVideo } from './one-video.ts';
import { DIST } from './package-size.ts';
import { repeats, rest, type Asked } from './subject.ts';

const POPUP = 'src/contexts/popup/index.html';
/** In the copy only. */
const EMPTY = 'empty.html';
const CHANNEL = 'popup-drawn';
const VIDEOS = 50;
const OPENINGS = 30;
const OPEN_WITHIN_MS = 150;
const BUNDLE_KB = 60;
/** A popup closes itself so long after it was drawn. */
const STAYS_MS = 100;
/** Between two openings: the browser tidies up after the last. */
const SETTLE_MS = 600;
const CHECKED_WITHIN_MS = 60_000;
const BUNDLE_BOUND = 'its largest files: bench/results/popup.json';
const BOUND = 'the browser’s own window and process for any popup, with a debugger attached: see the empty one';

/**
 * Stands first in the copy's popups, and tells when what is wanted was in the document and the frame with it was handed
 * over. A script of the page itself: a debugger that attaches would hold the popup back.
 */
const watchFor = (isDrawn: string): string => `
const watch = new MutationObserver(() => {
  if (!(${isDrawn})) return;
  watch.disconnect();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const drawnMs = performance.timeOrigin + performance.now();
      const states = [...document.querySelectorAll('[data-sighting]')].map(({ dataset }) => dataset.state);
      new BroadcastChannel('${CHANNEL}').postMessage({ drawnMs, loadedFromMs: performance.timeOrigin, states });
      setTimeout(close, ${String(STAYS_MS)});
    };
    port2.postMessage(0);
  });
});
watch.observe(document, { childList: true, subtree: true });
`;

/** What an opened popup tells. */
interface Drawn {
  readonly drawnMs: number;
  readonly loadedFromMs: number;
  readonly states: readonly string[];
}

/** One opening, ms. */
interface Opening {
  /** From the browser being asked for the popup to its list being drawn. */
  readonly fromAskingMs: number;
  /** From its document beginning to load. */
  readonly fromLoadingMs: number;
  readonly states: readonly string[];
}

/** A copy of the built extension whose popup says when its list was drawn, with an empty popup beside it. The caller removes it. */
function watchedCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-popup-'));
  cpSync(DIST, folder, { recursive: true });
  const isListed = `document.querySelectorAll('[data-sighting]').length >= ${String(VIDEOS)}`;
  writeFileSync(join(folder, 'watch-list.js'), watchFor(isListed));
  writeFileSync(join(folder, 'watch-empty.js'), watchFor('document.body !== null'));
  const page = join(folder, POPUP);
  const shipped = readFileSync(page, 'utf8');
  writeFileSync(page, shipped.replace('<head>', '<head><script src="/watch-list.js"></script>'));
  writeFileSync(join(folder, EMPTY), '<!doctype html><script src="/watch-empty.js"></script><p>Empty</p>');
  return folder;
}

/** The page's one video gives way to many of the same media, whose answer is known. */
async function fillWithVideos(page: Page): Promise<void> {
  await page.setViewport({ width: 2_400, height: 900 });
  await page.evaluate(async (wanted) => {
    const first = document.querySelector('video');
    const tiles = Array.from({ length: wanted }, () => {
      const post = document.createElement('article');
      post.style.display = 'inline-block';
      const tile = first?.cloneNode() as HTMLVideoElement;
      tile.style.width = '224px';
      tile.muted = true;
      post.append(tile);
      return post;
    });
    document.querySelector('main')?.replaceChildren(...tiles);
    await Promise.all(tiles.map((post) => (post.firstElementChild as HTMLVideoElement).play()));
  }, VIDEOS);
}

/** Runs in the extension's own page: opens the popup as a press of the toolbar button does. */
async function open(channel: string, popup: string): Promise<Drawn & { readonly askedMs: number }> {
  const heard = new Promise<Drawn>((resolve) => {
    new BroadcastChannel(channel).onmessage = ({ data }) => resolve(data as Drawn);
  });
  await chrome.action.setPopup({ popup });
  const askedMs = performance.timeOrigin + performance.now();
  await chrome.action.openPopup();
  return { ...(await heard), askedMs };
}

async function openOnce({ panel }: OneVideo, popup = POPUP): Promise<Opening> {
  const { drawnMs, askedMs, loadedFromMs, states } = await panel.evaluate(open, CHANNEL, popup);
  await rest(SETTLE_MS);
  return { fromAskingMs: drawnMs - askedMs, fromLoadingMs: drawnMs - loadedFromMs, states };
}

/** Opens the popup until every video of the tab has its answer: only then are its rows as long as they get. */
async function untilAnswered(loaded: OneVideo): Promise<void> {
  const deadlineMs = Date.now() + CHECKED_WITHIN_MS;
  for (;;) {
    const { states } = await openOnce(loaded);
    if (!states.some((state) => state === 'not-checked' || state === 'checking')) return;
    if (Date.now() > deadlineMs) throw new Error(`some videos had no answer: ${states.join(', ')}`);
  }
}

interface Openings {
  readonly listed: readonly Opening[];
  readonly empty: readonly Opening[];
}

/** Opens the popup and an empty one by turns on a tab with 50 videos, each with its answer. */
async function openByTurns(loaded: OneVideo, count: number): Promise<Openings> {
  await loaded.play();
  await firstAnswer(loaded);
  await loaded.hangUp();
  await fillWithVideos(loaded.page);
  await untilAnswered(loaded);
  await loaded.page.evaluate(() => document.querySelectorAll('video').forEach((video) => video.pause()));
  const listed: Opening[] = [];
  const empty: Opening[] = [];
  for (let opening = 0; opening < count; opening += 1) {
    listed.push(await openOnce(loaded));
    empty.push(await openOnce(loaded, EMPTY));
  }
  return { listed, empty };
}

/** What the popup's page names of scripts and styles, those that they import too; gzipped one by one, bytes by file. */
function bundle(): Readonly<Record<string, number>> {
  const named = readFileSync(join(DIST, POPUP), 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g);
  const paths = [...named].map(([, path = '']) => path);
  return Object.fromEntries(paths.map((path) => [path, gzipSync(readFileSync(join(DIST, path))).length]));
}

/** How long the popup takes to show a tab with 50 videos, each with its answer; and what it loads. */
export async function measurePopup(asked: Asked): Promise<Measured> {
  const { command } = asked;
  const served = await serveClips([CLIP]);
  const copy = watchedCopy();
  try {
    const count = repeats(asked, OPENINGS);
    const use = (loaded: OneVideo): Promise<Openings> => openByTurns(loaded, count);
    const openings = await withOneVideo(served.addressOf('one-video'), use, copy);
    const middle = (of: keyof Openings, from: 'fromAskingMs' | 'fromLoadingMs'): number =>
      median(openings[of].map((opening) => opening[from]));
    const longer = openings.listed.map(
      ({ fromAskingMs }, pair) => fromAskingMs - (openings.empty[pair]?.fromAskingMs ?? NaN),
    );
    const standing = { n: count, command };
    const files = bundle();
    const kilobytes = Object.values(files).reduce((sum, bytes) => sum + bytes, 0) / 1000;
    const opensWithin = { ...standing, most: OPEN_WITHIN_MS, unit: 'ms', bound: BOUND };
    const fits = { n: 1, command, most: BUNDLE_KB, unit: 'kB', bound: BUNDLE_BOUND };
    return {
      figures: [
        atMost(
          'popup: opened until its list of 50 videos is drawn, median (ms)',
          middle('listed', 'fromAskingMs'),
          opensWithin,
        ),
        known(
          'popup: of this, from its document beginning to load, median (ms)',
          middle('listed', 'fromLoadingMs'),
          standing,
        ),
        known('popup: what ours takes longer than an empty one, median of pairs (ms)', median(longer), standing),
        known('popup: an empty one, opened until it is drawn, median (ms)', middle('empty', 'fromAskingMs'), standing),
        atMost('popup: all scripts and styles that it loads, gzipped (kB)', kilobytes, fits),
      ],
      samples: { openings, files },
      plots: {},
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
    await served.close();
  }
}
