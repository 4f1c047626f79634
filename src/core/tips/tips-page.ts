import type { LessonId, Situation } from '../../contracts/advice.ts';

const PAGE = 'src/contexts/tips/index.html';

/** Where in our own package the page "Tips and help" lies, opened at the help for a situation. */
export function helpPath(situation: Situation): string {
  return `${PAGE}?situation=${situation}`;
}

/** Where in our own package a lesson lies. */
export function lessonPath(lesson: LessonId): string {
  return `${PAGE}#lesson-${lesson}`;
}
