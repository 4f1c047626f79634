import type { Failure, FailureCode } from '../../contracts/failure.ts';
import type { SampledFrame } from '../../contracts/frame.ts';
import type { FrameAnswer, FrameAsk } from '../../contracts/messages.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { EngineVersions } from '../../contracts/scan.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import { FRAMES_PORT, readAnswer } from './frame-wire.ts';

/** What may differ from frame to frame. */
export interface InspectChoices {
  /** Also score faces that the quality gate objects to. */
  readonly scoreGated: boolean;
}

/**
 * A page's line to the engine. Asks are put one after the other; each resolves, whatever happens to the engine:
 * a lost port or offscreen document is opened again and asked once more. Fails with `platform.host-lost`,
 * `platform.deadline-passed`, `platform.context-invalidated`, `page.video-gone` (its `signal` was aborted), or the
 * engine's own failure.
 */
export interface FramesClient {
  /** Takes the frame's picture over and closes it. */
  readonly inspect: (
    frame: SampledFrame<ImageBitmap>,
    choices: InspectChoices,
    signal: AbortSignal,
  ) => Promise<Outcome<FrameFindings>>;
  /** Lets the engine read the same media again at that time. */
  readonly reReadFrame: (
    mediaAddress: string,
    mediaTimeMs: number,
    choices: InspectChoices,
    signal: AbortSignal,
  ) => Promise<Outcome<FrameFindings>>;
  readonly versions: () => Promise<Outcome<EngineVersions>>;
  /** Ends the line; asks still waiting fail with `page.video-gone`. */
  readonly close: () => void;
  /** Called once, when the extension was reloaded, updated or removed under this page: no ask can succeed any more. */
  readonly onLost: (listener: () => void) => void;
}

/** Longer than two attempts of the engine, and the asks of other tabs before this one. */
const DEADLINE_MS = 60_000;
const WAKE_MS = 15_000;
const ATTEMPTS = 2;

type Unnumbered<Ask> = Ask extends unknown ? Omit<Ask, 'askId'> : never;
type FrameQuestion = Unnumbered<FrameAsk<ImageBitmap>>;

/** Opens a line. `wake` resolves once the offscreen document listens. */
export function connectFrames(wake: () => Promise<unknown>): FramesClient {
  const closing = new AbortController();
  const lost = watchContext(closing);
  let port: chrome.runtime.Port | undefined;
  let lastAskId = 0;
  let tail: Promise<unknown> = Promise.resolve();

  const hangUp = (): void => {
    port?.disconnect();
    port = undefined;
  };
  closing.signal.addEventListener('abort', hangUp);

  const openPort = async (): Promise<chrome.runtime.Port> => {
    await withinMs(wake(), WAKE_MS);
    const opened = chrome.runtime.connect({ name: FRAMES_PORT });
    opened.onDisconnect.addListener(() => {
      // Reading the reason keeps the browser from logging it as unchecked.
      void (lost.isLost() || chrome.runtime.lastError);
      if (port === opened) port = undefined;
      lost.check();
    });
    return opened;
  };
  const attempt = async (question: FrameQuestion): Promise<Outcome<FrameAnswer>> => {
    try {
      port ??= await openPort();
      lastAskId += 1;
      const answer = await askOver(port, { ...question, askId: lastAskId });
      if (!answer.ok && answer.failure.code === 'platform.deadline-passed') hangUp();
      return answer;
    } catch (error) {
      hangUp();
      return failed('platform.host-lost', String(error));
    }
  };
  const askInTurn = async (question: FrameQuestion, signal: AbortSignal): Promise<Outcome<FrameAnswer>> => {
    for (let tries = 1; ; tries += 1) {
      if (lost.check()) return failed('platform.context-invalidated');
      if (signal.aborted || closing.signal.aborted) return failed('page.video-gone');
      const answer = await attempt(question);
      const mayAskAgain = !answer.ok && answer.failure.code === 'platform.host-lost' && tries < ATTEMPTS;
      if (!mayAskAgain) return !answer.ok && lost.check() ? failed('platform.context-invalidated') : answer;
    }
  };
  const put = (question: FrameQuestion, signal: AbortSignal): Promise<Outcome<FrameAnswer>> => {
    const turn = tail.then(() => askInTurn(question, signal));
    tail = turn.finally(() => {
      if (question.kind === 'inspect') question.frame.picture.close();
    });
    return untilAborted(turn, AbortSignal.any([signal, closing.signal]));
  };

  return {
    inspect: async (frame, { scoreGated }, signal) =>
      findingsOf(await put({ kind: 'inspect', frame, scoreGated }, signal)),
    reReadFrame: async (mediaAddress, mediaTimeMs, { scoreGated }, signal) =>
      findingsOf(await put({ kind: 're-read', mediaAddress, mediaTimeMs, scoreGated }, signal)),
    versions: async () => {
      const answer = await put({ kind: 'versions' }, closing.signal);
      if (!answer.ok) return answer;
      return answer.value.kind === 'versions' ? answer.value.outcome : wrongKind(answer.value);
    },
    close: () => closing.abort(),
    onLost: lost.onLost,
  };
}

/** Puts one ask and waits for its answer, the port's end, or the deadline. Throws when the ask cannot be posted. */
function askOver(port: chrome.runtime.Port, ask: FrameAsk<ImageBitmap>): Promise<Outcome<FrameAnswer>> {
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
      port.postMessage(ask);
    } catch (error) {
      clearTimeout(timer);
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/** Knows whether the extension is still there. Its `runtime.id` is gone from documents that outlive it. */
function watchContext(closing: AbortController) {
  const listeners: (() => void)[] = [];
  let isLost = false;
  return {
    isLost: () => isLost,
    check: (): boolean => {
      if (isLost || (chrome as { runtime?: { id?: string } }).runtime?.id !== undefined) return isLost;
      isLost = true;
      closing.abort();
      for (const listener of listeners) listener();
      return true;
    },
    onLost: (listener: () => void): void => {
      listeners.push(listener);
      if (isLost) listener();
    },
  };
}

function findingsOf(answer: Outcome<FrameAnswer>): Outcome<FrameFindings> {
  if (!answer.ok) return answer;
  return answer.value.kind === 'findings' ? answer.value.outcome : wrongKind(answer.value);
}

const wrongKind = ({ kind, outcome }: FrameAnswer): Outcome<never> =>
  outcome.ok ? failed('bug.invariant-broken', `unexpected answer ${kind}`) : outcome;

function failed(code: FailureCode, detail?: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, stage: 'sample', ...(detail !== undefined && { detail }) } };
}

/** The asker need not wait for the engine once it has lost interest; the turn is still over only when it is over. */
function untilAborted(turn: Promise<Outcome<FrameAnswer>>, signal: AbortSignal): Promise<Outcome<FrameAnswer>> {
  return new Promise((resolve) => {
    const give = (): void => resolve(failed('page.video-gone'));
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    void turn.then(resolve).finally(() => signal.removeEventListener('abort', give));
  });
}

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
