import * as v from 'valibot';
import type { FrameAnswer, FrameAsk } from '../../contracts/messages.ts';
import type { Picture, SentPicture } from '../picture/picture.ts';
import { received } from '../picture/received.ts';
import { FRAMES_PORT, frameAskSchema, PRESENT, readAskId, ROLL_CALL_PORT } from './frame-wire.ts';

/** Answers one ask. `signal` is aborted when the asker went away. Must not reject. */
export type AnswerAsk = (ask: FrameAsk<Picture>, signal: AbortSignal) => Promise<FrameAnswer>;

/** Offscreen side: answers the asks of every `frames` port, one at a time a port, and the background's roll-call. */
export function serveFrames(answerAsk: AnswerAsk): void {
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name === ROLL_CALL_PORT) port.postMessage(PRESENT);
    if (port.name === FRAMES_PORT) servePort(port, answerAsk);
  });
}

function servePort(port: chrome.runtime.Port, answerAsk: AnswerAsk): void {
  const asker = new AbortController();
  let isBusy = false;
  port.onDisconnect.addListener(() => asker.abort());
  const post = (answer: FrameAnswer): void => {
    if (!asker.signal.aborted) port.postMessage(answer);
  };
  port.onMessage.addListener((message: unknown) => {
    const parsed = v.safeParse(frameAskSchema, message);
    if (!parsed.success || isBusy) {
      if (parsed.success) dropPicture(parsed.output);
      const id = readAskId(message);
      const why = parsed.success ? 'asked again before the last answer' : `malformed ask: ${parsed.issues[0].message}`;
      if (id !== undefined) post(refusal(id, why));
      return;
    }
    isBusy = true;
    void unpacked(parsed.output)
      .then((ask) => answerAsk(ask, asker.signal))
      .catch((problem: unknown) => refusal(parsed.output.askId, `the picture did not arrive: ${String(problem)}`))
      .then((answer) => {
        isBusy = false;
        post(answer);
      });
  });
}

async function unpacked(ask: FrameAsk<SentPicture>): Promise<FrameAsk<Picture>> {
  if (ask.kind !== 'inspect') return ask;
  return { ...ask, frame: { ...ask.frame, picture: await received(ask.frame.picture) } };
}

function dropPicture(ask: FrameAsk<SentPicture>): void {
  if (ask.kind === 'inspect' && ask.frame.picture instanceof ImageBitmap) ask.frame.picture.close();
}

function refusal(askId: number, detail: string): FrameAnswer {
  const failure = { code: 'bug.invariant-broken', stage: 'sample', detail } as const;
  return { kind: 'findings', askId, outcome: { ok: false, failure }, route: 'element', restMs: 0 };
}
