import type { JSX } from 'preact';
import type { LessonId, Situation } from '../../contracts/advice.ts';
import { LESSONS, type Lesson } from '../../core/tips/lessons.ts';
import { lessonAnchor } from '../../core/tips/tips-page.ts';
import type { Text } from '../text.ts';

interface LessonsProps {
  /** The one that is open from the beginning. */
  readonly opened: LessonId | undefined;
  readonly text: Text;
  readonly onFindHelp: (situation: Situation) => void;
}

/** All lessons, each folded away until asked for. */
export function Lessons({ opened, text, onFindHelp }: LessonsProps): JSX.Element {
  return (
    <section aria-labelledby="lessons">
      <h2 id="lessons">{text('lessons_heading')}</h2>
      {LESSONS.map((lesson) => (
        <Unfolding key={lesson.id} lesson={lesson} isOpen={lesson.id === opened} text={text} onFindHelp={onFindHelp} />
      ))}
    </section>
  );
}

interface UnfoldingProps extends Omit<LessonsProps, 'opened'> {
  readonly lesson: Lesson;
  readonly isOpen: boolean;
}

function Unfolding({ lesson: { id, title, lines, situation }, isOpen, text, onFindHelp }: UnfoldingProps): JSX.Element {
  return (
    <details class="lesson" id={lessonAnchor(id)} open={isOpen}>
      <summary>{text(title)}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{text(line)}</li>
        ))}
      </ul>
      <button type="button" onClick={() => onFindHelp(situation)}>
        {text('lesson_more')}
      </button>
    </details>
  );
}
