import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import type { State } from '../src/contracts/verdict.ts';
import type { ClipSpec } from '../demo/clips/clip-spec.ts';
import { CLIPS, makeClips } from '../demo/make-clips.ts';
import { startServer, type LoopbackServer } from '../demo/server.ts';
import { launchWithExtension } from '../tools/launch-extension.ts';
import { DIST } from './package-size.ts';

/** A 720p portrait, long enough that nothing is measured twice in one pass. */
export const CLIP = {
  name: 'bench-720p',
  durationMs: 12_000,
  width: 1280,
  height: 720,
  scene: { kind: 'portrait', portrait: 'admiral', seed: 31, mirrored: false },
} as const;

/** The popup's own way of asking, in a tab of the extension: it sees what the popup would show. */
const PANEL = 'src/contexts/popup/index.html';

/** What a tab reported, and when. */
export interface SeenState {
  readonly state: State;
  readonly atMs: number;
}

export interface OneVideo {
  readonly browser: Browser;
  readonly extensionId: string;
  /** A tab with a page of the extension. */
  readonly panel: Page;
  readonly page: Page;
  /** Starts the video. Resolves with the time at which it played, in milliseconds since 1970. */
  readonly play: () => Promise<number>;
  /** States of the video so far, in order; each change once. */
  readonly states: () => Promise<readonly SeenState[]>;
  /** Stops listening: with an open popup the page reports each change, which costs it something. */
  readonly hangUp: () => Promise<void>;
  /** Listens to the page again. `states` begin anew. */
  readonly listenAgain: () => Promise<void>;
  /** Loads another page like it in the same tab: the engine stays as it is. Nobody listens to it yet. */
  readonly reload: (address: string) => Promise<void>;
}

/** A served page with clips. */
export interface ServedClips extends LoopbackServer {
  /** Where a page of bench/page plays a clip: the first one if none is named. `more` goes into its query. */
  readonly addressOf: (page: string, clip?: string, more?: Readonly<Record<string, string>>) => string;
  /** File names of the clips, in the order asked for. */
  readonly clips: readonly string[];
}

/** Makes clips and serves them with the pages of bench/page on loopback. The caller closes it. */
export async function serveClips(specs: readonly ClipSpec[]): Promise<ServedClips> {
  const clips = (await makeClips(specs, (line) => console.error(line))).map(({ name }) => name);
  const page = fileURLToPath(new URL('page', import.meta.url));
  const server = await startServer({ folders: { page, media: CLIPS } });
  const addressOf: ServedClips['addressOf'] = (name, clip = clips[0] ?? '', more = {}) =>
    `${server.origin}/page/${name}.html?${new URLSearchParams({ clip, ...more }).toString()}`;
  return { ...server, clips, addressOf };
}

/** Serves the page with one 720p video on loopback. The caller closes it. */
export async function serveOneVideo(): Promise<LoopbackServer & { readonly address: string }> {
  const served = await serveClips([CLIP]);
  return { ...served, address: served.addressOf('one-video') };
}

/** Runs in the extension's own page: listens on the port `tab`, as the popup does. */
async function listen(address: string): Promise<void> {
  const tabs = await chrome.tabs.query({});
  const tab = tabs.find(({ url }) => url === address);
  if (tab?.id === undefined) throw new Error(`no tab shows ${address}`);
  const seen: SeenState[] = [];
  const port = chrome.tabs.connect(tab.id, { name: 'tab' });
  Object.assign(globalThis, { seen, port });
  port.onMessage.addListener((message: unknown) => {
    const { report } = message as {
      readonly report?: { readonly sightings: readonly { verdict: { state: State } }[] };
    };
    // The one that plays: others of the page are not looked at.
    const states = report?.sightings.map(({ verdict }) => verdict.state) ?? [];
    const state = states.find((one) => one !== 'not-checked') ?? states[0];
    if (state !== undefined && state !== seen.at(-1)?.state) seen.push({ state, atMs: Date.now() });
  });
}

function playing(): Promise<number> {
  return new Promise((resolve, reject) => {
    const video = document.querySelector('video');
    if (video === null) throw new Error('the page has no video');
    video.addEventListener('playing', () => resolve(Date.now()), { once: true });
    video.play().catch(reject);
  });
}

/** Goes to a page with one video, not yet playing, and waits until it could. */
export async function openVideo(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 3);
}

/** Starts the page's first video. Resolves with the time at which it played, in milliseconds since 1970. */
export function playVideo(page: Page): Promise<number> {
  return page.evaluate(playing);
}

async function loadOnce(browser: Browser, extensionId: string, address: string): Promise<OneVideo> {
  const panel = await browser.newPage();
  await panel.goto(`chrome-extension://${extensionId}/${PANEL}`);
  const page = await browser.newPage();
  const listenAgain = (): Promise<void> => panel.evaluate(listen, page.url());
  await openVideo(page, address);
  await listenAgain();
  await page.bringToFront();
  return {
    browser,
    extensionId,
    panel,
    page,
    play: () => playVideo(page),
    states: () => panel.evaluate(() => (globalThis as unknown as { readonly seen: SeenState[] }).seen),
    hangUp: () =>
      panel.evaluate(() => (globalThis as unknown as { readonly port: chrome.runtime.Port }).port.disconnect()),
    listenAgain,
    reload: (at) => openVideo(page, at),
  };
}

/** A fresh browser with the built extension, or a copy of it, and the page loaded, the video not yet playing. Closes when `use` ends. */
export async function withOneVideo<Answer>(
  address: string,
  use: (loaded: OneVideo) => Promise<Answer>,
  dist = DIST,
): Promise<Answer> {
  const { browser, extensionId } = await launchWithExtension({ dist, headless: true });
  try {
    return await use(await loadOnce(browser, extensionId, address));
  } finally {
    await browser.close();
  }
}

const STILL_OPEN: readonly State[] = ['not-checked', 'checking'];

/** Waits for a state that is an answer. Throws after `withinMs`. */
export async function firstAnswer({ states }: OneVideo, withinMs = 60_000): Promise<SeenState> {
  const deadlineMs = Date.now() + withinMs;
  for (;;) {
    const seen = await states();
    const answer = seen.find(({ state }) => !STILL_OPEN.includes(state));
    if (answer !== undefined) return answer;
    if (Date.now() > deadlineMs)
      throw new Error(
        `no verdict within ${withinMs} ms; seen: ${seen.map(({ state }) => state).join(', ') || 'nothing'}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A feed in a fresh browser with the built extension. */
export interface OneFeed {
  readonly browser: Browser;
  readonly page: Page;
  /** How many videos got an answer so far. */
  readonly answers: () => Promise<number>;
}

/** Runs in the extension's own page: counts the videos of a tab that got an answer, by the port `tab`. */
async function countAnswers(address: string, stillOpen: readonly string[]): Promise<void> {
  const tabs = await chrome.tabs.query({});
  const tab = tabs.find(({ url }) => url === address);
  if (tab?.id === undefined) throw new Error(`no tab shows ${address}`);
  const known = new Set<unknown>();
  Object.assign(globalThis, { known });
  chrome.tabs.connect(tab.id, { name: 'tab' }).onMessage.addListener((message: unknown) => {
    const { report } = message as {
      readonly report?: { readonly sightings: readonly { id: unknown; verdict: { state: State } }[] };
    };
    for (const { id, verdict } of report?.sightings ?? []) if (!stillOpen.includes(verdict.state)) known.add(id);
  });
}

/** A fresh browser with the built extension and a feed loaded. Closes when `use` ends. */
export async function withFeed<Answer>(address: string, use: (feed: OneFeed) => Promise<Answer>): Promise<Answer> {
  const { browser, extensionId } = await launchWithExtension({ dist: DIST, headless: true });
  try {
    const panel = await browser.newPage();
    await panel.goto(`chrome-extension://${extensionId}/${PANEL}`);
    const page = await browser.newPage();
    await page.goto(address, { waitUntil: 'load' });
    await panel.evaluate(countAnswers, page.url(), STILL_OPEN);
    await page.bringToFront();
    const answers = (): Promise<number> =>
      panel.evaluate(() => (globalThis as unknown as { readonly known: Set<unknown> }).known.size);
    return await use({ browser, page, answers });
  } finally {
    await browser.close();
  }
}
