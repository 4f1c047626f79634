/**
 * Threads is made of the same posts as Instagram, so the same field is looked for.
 *
 * Sources, as stored publicly and read on 2026-11-22; never tried against the live site:
 * - `gen_ai_detection_method`: see `shared/gen-ai-detection.ts`; Threads sends the field when it publishes: public code
 * Unverified: `/post/<code>` in a post's links, `media` and `post` of the components around a video, and their `code`.
 */
import { idsInLinks, onlyOne, type LabelPlace, type LabelReader } from './shared/label-reader.ts';
import { askForMethod, readMethod } from './shared/gen-ai-detection.ts';

const POST = /\/post\/([\w-]{5,40})(?:\/|$)/;

function postOf({ address, anchor }: LabelPlace): string | undefined {
  const linked = idsInLinks(anchor.querySelectorAll('a[href*="/post/"]'), POST);
  return linked.length > 0 ? onlyOne(linked) : POST.exec(address.pathname)?.[1];
}

export const threadsLabels: LabelReader = {
  site: 'threads',
  question: askForMethod(['media', 'post'], 'code'),
  postOf,
  read: (place, answer) => readMethod(postOf(place), answer),
};
