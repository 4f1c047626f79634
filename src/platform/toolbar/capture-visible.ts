import browser from 'webextension-polyfill';
import type { Box } from '../../contracts/face.ts';
import type { FailureCode } from '../../contracts/failure.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { SentPicture } from '../picture/picture.ts';
import { sendable } from '../picture/sendable.ts';
import { boxInPicture } from './box-in-picture.ts';

/**
 * From one answer to the next request: Chromium's MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND is 2, and it counts a request
 * when it arrives, which on a busy machine takes longer for one than for the next. A little slower, as its clock is not ours.
 */
const REST_MS = 510;
/** Requests beyond this are turned away: by then their frame is long past. */
const MAX_WAITING = 8;

/** Where the picture is wanted from; only the document that fills the tab knows where it is in the picture. */
export interface CaptureSource {
  readonly tabId: number;
  readonly frameId: number;
}

const failed = (code: FailureCode, detail: string): Outcome<never> => ({
  ok: false,
  failure: { code, stage: 'sample', detail },
});

// Only the pace is kept here. When the service worker is killed it starts again at zero, at worst into the quota.
let tail: Promise<unknown> = Promise.resolve();
let waiting = 0;
let lastAnswerMs = -Infinity;

async function isOnScreen(tabId: number): Promise<number | undefined> {
  const tab = await browser.tabs.get(tabId);
  return tab.active ? tab.windowId : undefined;
}

async function capture(tabId: number, box: Box, devicePixelRatio: number): Promise<Outcome<SentPicture>> {
  const windowId = await isOnScreen(tabId);
  if (windowId === undefined) return failed('page.pixels-unreadable', 'the tab is not the one on screen');
  await new Promise((resolve) => setTimeout(resolve, lastAnswerMs + REST_MS - performance.now()));
  const address = await browser.tabs.captureVisibleTab(windowId, { format: 'png' }).finally(() => {
    lastAnswerMs = performance.now();
  });
  // The person may have switched tabs while the picture was taken: it then shows something that nobody asked for.
  if ((await isOnScreen(tabId)) !== windowId) return failed('page.pixels-unreadable', 'the tab left the screen');
  const picture = await createImageBitmap(await (await fetch(address)).blob());
  const cut = boxInPicture(box, devicePixelRatio, picture.width, picture.height);
  try {
    if (cut === undefined) return failed('page.pixels-unreadable', 'the box lies outside the visible tab');
    return { ok: true, value: sendable(await createImageBitmap(picture, cut.x, cut.y, cut.width, cut.height)) };
  } finally {
    picture.close();
  }
}

/** A picture of the visible tab cut to `box` (CSS pixels of the top document); at most two a second, the others wait. */
export async function captureVisible(
  source: CaptureSource,
  box: Box,
  devicePixelRatio: number,
): Promise<Outcome<SentPicture>> {
  if (source.frameId !== 0)
    return failed('page.pixels-unreadable', 'only the top document knows where it is on screen');
  if (waiting >= MAX_WAITING) return failed('platform.deadline-passed', 'too many pictures of the tab are waited for');
  waiting += 1;
  const turn = tail.then(() => capture(source.tabId, box, devicePixelRatio));
  tail = turn.catch(() => undefined);
  try {
    return await turn;
  } catch (problem) {
    // No permission for this page, the quota, or the tab is gone.
    return failed('page.pixels-unreadable', problem instanceof Error ? problem.message : String(problem));
  } finally {
    waiting -= 1;
  }
}
