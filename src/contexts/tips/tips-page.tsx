import type { JSX } from 'preact';
import type { HelpLink, LessonId, Reader, Situation } from '../../contracts/advice.ts';
import { HelpChooser, type Country } from '../../ui/tips/help-chooser.tsx';
import { Lessons } from '../../ui/tips/lessons.tsx';
import { Practice, type PictureAddresses } from '../../ui/tips/practice.tsx';
import type { Text } from '../../ui/text.ts';

/** What a person can change on the page; it holds until the page is closed. */
export type Choices = { readonly situation?: Situation } & Partial<Pick<Reader, 'audience' | 'region'>>;

export interface TipsPageProps {
  readonly situation: Situation;
  readonly lesson: LessonId | undefined;
  readonly reader: Reader;
  readonly links: readonly HelpLink[];
  readonly countries: readonly Country[];
  readonly canChoose: { readonly audience: boolean; readonly region: boolean };
  readonly pictures: PictureAddresses;
  readonly text: Text;
  readonly onChoose: (choices: Choices) => void;
  readonly onFindHelp: (situation: Situation) => void;
}

/** Help first for whoever is in trouble, lessons for whoever has time, practice for whoever wants to try. */
export function TipsPage({ lesson, pictures, onFindHelp, ...help }: TipsPageProps): JSX.Element {
  const { text } = help;
  return (
    <main>
      <header>
        <h1>{text('popup_tips')}</h1>
        <p class="traits">{text('tips_intro')}</p>
      </header>
      <HelpChooser {...help} />
      <Lessons opened={lesson} text={text} onFindHelp={onFindHelp} />
      <Practice pictures={pictures} text={text} />
    </main>
  );
}
