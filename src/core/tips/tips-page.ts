import { SITUATIONS, type LessonId, type Situation } from '../../contracts/advice.ts';
import { LESSONS } from './lessons.ts';

const PAGE = 'src/contexts/tips/index.html';
const LESSON_ANCHOR = '#lesson-';

/** Where in our own package the page "Tips and help" lies, opened at the help for a situation. */
export function helpPath(situation: Situation): string {
  return `${PAGE}?situation=${situation}`;
}

/** Where in our own package a lesson lies. */
export function lessonPath(lesson: LessonId): string {
  return `${PAGE}${LESSON_ANCHOR}${lesson}`;
}

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
