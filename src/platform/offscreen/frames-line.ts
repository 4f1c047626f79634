import type { Failure, FailureCode } from '../../contracts/failure.ts';
import type { FrameAnswer, FrameAsk } from '../../contracts/messages.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Picture, SentPicture } from '../picture/picture.ts';
import { sendable } from '../picture/sendable.ts';
import type { ContextWatch } from './context-watch.ts';
import { FRAMES_PORT, readAnswer } from './frame-wire.ts';

/** Longer than two attempts of the engine, and the asks of other tabs before this one. */
const DEADLINE_MS = 60_000;
const WAKE_MS = 15_000;
const ATTEMPTS = 2;

type Unnumbered<Ask> = Ask extends unknown ? Omit<Ask, 'askId'> : never;
/** An ask before it has a number. */
export type FrameQuestion = Unnumbered<FrameAsk<Picture>>;

/** The port to the offscreen document, opened when needed and opened again when lost. One ask at a time. */
export interface FramesLine {
  /** Resolves whatever happens. A lost port is asked over once more as long as the answer `isWanted`. */
  readonly ask: (question: FrameQuestion, isWanted: () => boolean) => Promise<Outcome<FrameAnswer>>;
  readonly hangUp: () => void;
}

/** A line that is not open yet. `wake` resolves once the offscreen document listens. */
export function createFramesLine(wake: () => Promise<unknown>, context: ContextWatch): FramesLine {
  let port: chrome.runtime.Port | undefined;
  let lastAskId = 0;

  const hangUp = (): void => {
    port?.disconnect();
    port = undefined;
  };
  const open = async (): Promise<chrome.runtime.Port> => {
    await withinMs(wake(), WAKE_MS);
    const opened = chrome.runtime.connect({ name: FRAMES_PORT });
    opened.onDisconnect.addListener(() => {
      if (port === opened) port = undefined;
      if (!context.isLost()) readReason();
    });
    return opened;
  };
  const attempt = async (question: FrameQuestion): Promise<Outcome<FrameAnswer>> => {
    try {
      port ??= await open();
      lastAskId += 1;
      const answer = await askOver(port, { ...question, askId: lastAskId });
      if (!answer.ok && answer.failure.code === 'platform.deadline-passed') hangUp();
      return answer;
    } catch (error) {
      hangUp();
      return failed('platform.host-lost', String(error));
    }
  };
  return {
    hangUp,
    ask: async (question, isWanted) => {
      for (let tries = 1; ; tries += 1) {
        if (context.isLost()) return failed('platform.context-invalidated');
        if (!isWanted()) return failed('page.video-gone');
        const answer = await attempt(question);
        if (answer.ok || answer.failure.code !== 'platform.host-lost' || tries === ATTEMPTS) return answer;
      }
    },
  };
}

/** Puts one ask and waits for its answer, the port's end, or the deadline. Rejects when the ask cannot be posted. */
function askOver(port: chrome.runtime.Port, ask: FrameAsk<Picture>): Promise<Outcome<FrameAnswer>> {
  return new Promise((resolve, reject) => {
    const end = (outcome: Outcome<FrameAnswer>): void => {
      clearTimeout(timer);
      port.onMessage.removeListener(onMessage);
      port.onDisconnect.removeListener(onDisconnect);
      resolve(outcome);
    };
    const onMessage = (message: unknown): void => {
      const answer = readAnswer(message);
      if (answer?.askId === ask.askId) end({ ok: true, value: answer });
    };
    const onDisconnect = (): void => end(failed('platform.host-lost', 'the port was closed'));
    const timer = setTimeout(() => end(failed('platform.deadline-passed', `${ask.kind} unanswered`)), DEADLINE_MS);
    port.onMessage.addListener(onMessage);
    port.onDisconnect.addListener(onDisconnect);
    try {
      port.postMessage(readyToSend(ask));
    } catch (error) {
      clearTimeout(timer);
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function readyToSend(ask: FrameAsk<Picture>): FrameAsk<SentPicture> {
  return ask.kind === 'inspect' ? { ...ask, frame: { ...ask.frame, picture: sendable(ask.frame.picture) } } : ask;
}

/** An expected ending on this side of the wire. */
export function failed(code: FailureCode, detail?: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, stage: 'sample', ...(detail !== undefined && { detail }) } };
}

/** Reading why a port ended keeps the browser from logging it as unchecked. */
const readReason = (): unknown => chrome.runtime.lastError;

async function withinMs(promise: Promise<unknown>, deadlineMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the engine did not wake up in ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
