import { SITUATIONS, type LessonId, type Situation } from '../../contracts/advice.ts';
import { LESSONS } from './lessons.ts';

const LESSON_ANCHOR = '#lesson-';

/** What the page's own address asks for. Anything that we do not know is as good as nothing. */
export function askedOf({ search, hash }: { readonly search: string; readonly hash: string }): {
  readonly situation: Situation | undefined;
  readonly lesson: LessonId | undefined;
} {
  const named = new URLSearchParams(search).get('situation');
  return {
    situation: SITUATIONS.find((situation) => situation === named),
    lesson: LESSONS.find(({ id }) => hash === `${LESSON_ANCHOR}${id}`)?.id,
  };
}
