import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import type { State } from '../src/contracts/verdict.ts';
import { CLIPS, makeClips } from '../demo/make-clips.ts';
import { startServer, type LoopbackServer } from '../demo/server.ts';
import { launchWithExtension } from '../tools/launch-extension.ts';
import { DIST } from './package-size.ts';

/** A 720p portrait, long enough that nothing is measured twice in one pass. */
const CLIP = {
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
  readonly extensionId: string;
  readonly page: Page;
  /** Starts the video. Resolves with the time at which it played, in milliseconds since 1970. */
  readonly play: () => Promise<number>;
  /** States of the video so far, in order; each change once. */
  readonly states: () => Promise<readonly SeenState[]>;
}

/** Serves the page with one 720p video on loopback. The caller closes it. */
export async function serveOneVideo(): Promise<LoopbackServer & { readonly address: string }> {
  const [clip] = await makeClips([CLIP]);
  if (clip === undefined) throw new Error('the clip was not made');
  const page = fileURLToPath(new URL('page', import.meta.url));
  const server = await startServer({ folders: { page, media: CLIPS } });
  return { ...server, address: `${server.origin}/page/one-video.html?clip=${clip.name}` };
}

/** Runs in the extension's own page: listens on the port `tab`, as the popup does. */
async function listen(address: string): Promise<void> {
  const tabs = await chrome.tabs.query({});
  const tab = tabs.find(({ url }) => url === address);
  if (tab?.id === undefined) throw new Error(`no tab shows ${address}`);
  const seen: SeenState[] = [];
  Object.assign(globalThis, { seen });
  chrome.tabs.connect(tab.id, { name: 'tab' }).onMessage.addListener((message: unknown) => {
    const { report } = message as {
      readonly report?: { readonly sightings: readonly { verdict: { state: State } }[] };
    };
    const state = report?.sightings[0]?.verdict.state;
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

async function loadOnce(browser: Browser, extensionId: string, address: string): Promise<OneVideo> {
  const panel = await browser.newPage();
  await panel.goto(`chrome-extension://${extensionId}/${PANEL}`);
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 3);
  await panel.evaluate(listen, address);
  await page.bringToFront();
  return {
    extensionId,
    page,
    play: () => page.evaluate(playing),
    states: () => panel.evaluate(() => (globalThis as unknown as { readonly seen: SeenState[] }).seen),
  };
}

/** A fresh browser with the built extension and the page loaded, the video not yet playing. Closes when `use` ends. */
export async function withOneVideo<Answer>(
  address: string,
  use: (loaded: OneVideo) => Promise<Answer>,
): Promise<Answer> {
  const { browser, extensionId } = await launchWithExtension({ dist: DIST, headless: true });
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
