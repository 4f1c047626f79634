import type { PageQuestion } from '../../contracts/page-question.ts';
import { ANSWER, ANSWER_MAX_CHARS, ASK } from './page-channel.ts';
import { lookThrough } from './page-objects.ts';

/** As they are before the page's scripts run; whoever replaces them later changes nothing here. */
const { parse, stringify } = JSON;
const BrowserInputEvent = InputEvent;
const BrowserElement = Element;
// eslint-disable-next-line @typescript-eslint/unbound-method -- `call` binds it to its target each time
const dispatch = Function.prototype.call.bind(EventTarget.prototype.dispatchEvent) as (
  target: EventTarget,
  event: Event,
) => boolean;

/** The answer as JSON; empty when it is too long. */
function answerTo(question: string, at: Element): string {
  const answer = stringify(lookThrough(parse(question) as PageQuestion, at));
  return answer.length > ANSWER_MAX_CHARS ? '' : answer;
}

function onQuestion(event: Event): void {
  try {
    const at = event.composedPath()[0];
    if (!(event instanceof BrowserInputEvent) || event.data === null || !(at instanceof BrowserElement)) return;
    event.stopImmediatePropagation();
    dispatch(at, new BrowserInputEvent(ANSWER, { data: answerTo(event.data, at) }));
  } catch {
    // Not a question of ours, or a page that broke what it is made of: no answer, and no error in the page's name. Any
    // script of the page can ask; it learns nothing that it could not read by itself.
  }
}

/**
 * Answers what the content script asks of the page's own objects. Runs in the page's world, before the page's scripts,
 * so that none of them hears a question or answers one first.
 */
export function answerPageQuestions(): void {
  window.addEventListener(ASK, onQuestion, { capture: true });
}
