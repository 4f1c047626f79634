import type { SampledFrame } from '../../contracts/frame.ts';
import type { FrameAnswer } from '../../contracts/messages.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { EngineVersions } from '../../contracts/scan.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import { closePicture, type Picture } from '../picture/picture.ts';
import { watchContext } from './context-watch.ts';
import { createFramesLine, failed, type FrameQuestion } from './frames-line.ts';

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
    frame: SampledFrame<Picture>,
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
  /** How long the engine wants to be left alone, ms; 0 when it may be asked. */
  readonly restMs: () => number;
  readonly versions: () => Promise<Outcome<EngineVersions>>;
  /** Ends the line; asks still waiting fail with `page.video-gone`. */
  readonly close: () => void;
  /** Called once, when the extension was reloaded, updated or removed under this page: no ask can succeed any more. */
  readonly onLost: (listener: () => void) => void;
}

/** Opens a line. `wake` resolves once the offscreen document listens. */
export function connectFrames(wake: () => Promise<unknown>): FramesClient {
  const context = watchContext();
  const line = createFramesLine(wake, context);
  const closing = new AbortController();
  let tail: Promise<unknown> = Promise.resolve();
  let restsUntilMs = 0;

  const put = (question: FrameQuestion, signal: AbortSignal): Promise<Outcome<FrameAnswer>> => {
    const ending = AbortSignal.any([signal, closing.signal]);
    const turn = tail.then(async () => {
      const answer = await line.ask(question, () => !ending.aborted);
      if (answer.ok && answer.value.kind === 'findings') restsUntilMs = performance.now() + answer.value.restMs;
      return answer;
    });
    tail = turn.finally(() => {
      if (question.kind === 'inspect') closePicture(question.frame.picture);
    });
    return untilAborted(turn, ending);
  };
  return {
    inspect: async (frame, { scoreGated }, signal) =>
      findingsOf(await put({ kind: 'inspect', frame, scoreGated }, signal)),
    reReadFrame: async (mediaAddress, mediaTimeMs, { scoreGated }, signal) =>
      findingsOf(await put({ kind: 're-read', mediaAddress, mediaTimeMs, scoreGated }, signal)),
    restMs: () => Math.max(0, restsUntilMs - performance.now()),
    versions: async () => versionsOf(await put({ kind: 'versions' }, closing.signal)),
    close: () => {
      closing.abort();
      line.hangUp();
    },
    onLost: context.onLost,
  };
}

function findingsOf(answer: Outcome<FrameAnswer>): Outcome<FrameFindings> {
  if (!answer.ok) return answer;
  return answer.value.kind === 'findings' ? answer.value.outcome : wrongKind(answer.value);
}

function versionsOf(answer: Outcome<FrameAnswer>): Outcome<EngineVersions> {
  if (!answer.ok) return answer;
  return answer.value.kind === 'versions' ? answer.value.outcome : wrongKind(answer.value);
}

const wrongKind = ({ kind, outcome }: FrameAnswer): Outcome<never> =>
  outcome.ok ? failed('bug.invariant-broken', `unexpected answer ${kind}`) : outcome;

/** The asker need not wait for the engine once it has lost interest; the turn is still over only when it is over. */
function untilAborted(turn: Promise<Outcome<FrameAnswer>>, signal: AbortSignal): Promise<Outcome<FrameAnswer>> {
  return new Promise((resolve) => {
    const give = (): void => resolve(failed('page.video-gone'));
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    void turn.then((answer) => {
      signal.removeEventListener('abort', give);
      resolve(answer);
    });
  });
}
