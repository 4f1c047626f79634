import * as v from 'valibot';
import type { PageAnswer, PageQuestion } from '../../contracts/page-question.ts';
import { ANSWER, ANSWER_MAX_CHARS, ASK } from './page-channel.ts';

/** As deep as needed to tell one pick from another; what is in them is parsed by whoever asked. */
const answerSchema = v.array(v.nullable(v.record(v.string(), v.array(v.unknown()))));

function parsed(said: string | null): PageAnswer | undefined {
  if (said === null || said === '' || said.length > ANSWER_MAX_CHARS) return undefined;
  try {
    const answer = v.safeParse(answerSchema, JSON.parse(said));
    return answer.success ? answer.output : undefined;
  } catch {
    // Not JSON: some script of the page answered in our stead.
    return undefined;
  }
}

/**
 * Asks our script in the page's world about the page's own objects, as seen from `at`; the answer is there at once.
 * Undefined when nobody answers or the answer is malformed. Any script of the page can answer in its stead, so what
 * comes back is worth what the page itself is worth.
 */
export function askPage(question: PageQuestion, at: Element): PageAnswer | undefined {
  let said: string | null | undefined;
  const listen = (event: Event): void => {
    if (said === undefined && event instanceof InputEvent) said = event.data;
  };
  at.addEventListener(ANSWER, listen);
  at.dispatchEvent(new InputEvent(ASK, { data: JSON.stringify(question), composed: true }));
  at.removeEventListener(ANSWER, listen);
  return parsed(said ?? null);
}
