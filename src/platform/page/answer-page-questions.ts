import type { PageQuestion } from '../../contracts/page-question.ts';
import { ANSWER, ANSWER_MAX_CHARS, ASK } from './page-channel.ts';
import { lookThrough } from './page-objects.ts';

/** The answer as JSON; empty when there is none or it is too long. */
function answerTo(question: string, at: Element): string {
  try {
    const answer = JSON.stringify(lookThrough(JSON.parse(question) as PageQuestion, at));
    return answer.length > ANSWER_MAX_CHARS ? '' : answer;
  } catch {
    // Not a question of ours: any script of the page can send one. It learns nothing that it could not read by itself.
    return '';
  }
}

/**
 * Answers what the content script asks of the page's own objects. Runs in the page's world, before the page's scripts.
 */
export function answerPageQuestions(): void {
  window.addEventListener(
    ASK,
    (event) => {
      const at = event.composedPath()[0];
      if (!(event instanceof InputEvent) || event.data === null || !(at instanceof Element)) return;
      event.stopImmediatePropagation();
      at.dispatchEvent(new InputEvent(ANSWER, { data: answerTo(event.data, at) }));
    },
    { capture: true },
  );
}
