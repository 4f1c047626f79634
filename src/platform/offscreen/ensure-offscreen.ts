import { PRESENT, ROLL_CALL_PORT } from './frame-wire.ts';

const PAGE = 'src/contexts/offscreen/index.html';
/** One roll-call; a document that is still loading does not answer. */
const ANSWER_WITHIN_MS = 200;
/** All of them together. */
const PRESENT_WITHIN_MS = 10_000;

let opening: Promise<undefined> | undefined;

/**
 * Background side: resolves once the one offscreen document exists and listens. Calls made meanwhile share one attempt.
 * Rejects when the browser will not open one, or it does not listen within 10 s. Where there are no offscreen documents
 * (Firefox) the engine runs in the background's own page, and whoever can ask for it is already heard.
 */
export function ensureOffscreen(): Promise<undefined> {
  opening ??= openAndWait().finally(() => {
    opening = undefined;
  });
  return opening;
}

async function openAndWait(): Promise<undefined> {
  if (!('offscreen' in chrome)) return undefined;
  if (!(await exists())) await create();
  const until = Date.now() + PRESENT_WITHIN_MS;
  while (Date.now() < until) {
    if (await isPresent()) return undefined;
  }
  throw new Error('the offscreen document does not answer');
}

async function exists(): Promise<boolean> {
  const contexts = await chrome.runtime.getContexts({
    contextTypes: ['OFFSCREEN_DOCUMENT'],
  });
  return contexts.length > 0;
}

async function create(): Promise<void> {
  try {
    await chrome.offscreen.createDocument({
      url: PAGE,
      reasons: ['WORKERS', 'BLOBS'],
      justification: 'Looks for signs of manipulation in video frames, on this device, in a worker.',
    });
  } catch (error) {
    // A service worker that was stopped midway left its own attempt behind, which may have come through since.
    if (!(await exists())) throw error;
  }
}

/** One roll-call. Takes its whole time when nobody answers, so that asking in a loop is not a busy loop. */
function isPresent(): Promise<boolean> {
  return new Promise((resolve) => {
    const port = chrome.runtime.connect({ name: ROLL_CALL_PORT });
    const end = (present: boolean): void => {
      clearTimeout(timer);
      port.disconnect();
      resolve(present);
    };
    const timer = setTimeout(() => end(false), ANSWER_WITHIN_MS);
    port.onMessage.addListener((message: unknown) => {
      if (message === PRESENT) end(true);
    });
    port.onDisconnect.addListener(readReason);
  });
}

/** Reading why a port ended keeps the browser from logging it as unchecked. */
const readReason = (): unknown => chrome.runtime.lastError;
