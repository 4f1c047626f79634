import { LESSON_IDS, SITUATIONS, type LessonId, type WantedTips } from '../../contracts/advice.ts';

/** Where a lesson stands on the page. */
export const lessonAnchor = (lesson: LessonId): string => `lesson-${lesson}`;

/** What the page's own address asks for. Anything that we do not know is as good as nothing. */
export function askedOf({ search, hash }: { readonly search: string; readonly hash: string }): WantedTips {
  const named = new URLSearchParams(search).get('situation');
  const situation = SITUATIONS.find((one) => one === named);
  const lesson = LESSON_IDS.find((one) => hash === `#${lessonAnchor(one)}`);
  return { ...(situation !== undefined && { situation }), ...(lesson !== undefined && { lesson }) };
}
