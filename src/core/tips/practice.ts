import type { TextKey } from '../../contracts/badge.ts';
import type { FactWords } from '../../contracts/fact-view.ts';

/** A picture that our own script made (`demo/make-practice-pictures.ts`). */
export type PracticePicture = 'untouched' | 'altered' | 'drawn' | 'computed';

/** One of three answers. */
export interface PracticeAnswer {
  readonly text: TextKey;
  /** We would say so too. More than one answer can be fair: not to know is one. */
  readonly isFair: boolean;
}

/** One question of the practice. */
export interface PracticeQuestion {
  readonly ask: TextKey;
  readonly pictures: readonly { readonly picture: PracticePicture; readonly alt: TextKey }[];
  /** A label that stands beside it. */
  readonly chip?: FactWords;
  readonly answers: readonly PracticeAnswer[];
  /** Why, and what to look for. */
  readonly why: TextKey;
}

/** Five questions: the eye alone, what is not checked, the whole picture, the caption, the declared change. */
export const PRACTICE: readonly PracticeQuestion[] = [
  {
    ask: 'practice_twin',
    pictures: [
      { picture: 'untouched', alt: 'practice_alt_portrait_1' },
      { picture: 'altered', alt: 'practice_alt_portrait_2' },
    ],
    answers: [
      { text: 'practice_twin_1', isFair: false },
      { text: 'practice_twin_2', isFair: true },
      { text: 'practice_twin_3', isFair: true },
    ],
    why: 'practice_twin_why',
  },
  {
    ask: 'practice_drawn',
    pictures: [{ picture: 'drawn', alt: 'practice_alt_drawn' }],
    answers: [
      { text: 'practice_drawn_1', isFair: false },
      { text: 'practice_drawn_2', isFair: true },
      { text: 'practice_drawn_3', isFair: false },
    ],
    why: 'practice_drawn_why',
  },
  {
    ask: 'practice_lake',
    pictures: [{ picture: 'computed', alt: 'practice_alt_lake' }],
    answers: [
      { text: 'practice_lake_1', isFair: false },
      { text: 'practice_lake_2', isFair: true },
      { text: 'practice_lake_3', isFair: false },
    ],
    why: 'practice_lake_why',
  },
  {
    ask: 'practice_caption',
    pictures: [{ picture: 'untouched', alt: 'practice_alt_portrait_1' }],
    answers: [
      { text: 'practice_caption_1', isFair: false },
      { text: 'practice_caption_2', isFair: false },
      { text: 'practice_caption_3', isFair: true },
    ],
    why: 'practice_caption_why',
  },
  {
    ask: 'practice_dubbed',
    pictures: [],
    chip: { frame: 'says_site', said: 'fact_dubbed' },
    answers: [
      { text: 'practice_dubbed_1', isFair: true },
      { text: 'practice_dubbed_2', isFair: false },
      { text: 'practice_dubbed_3', isFair: false },
    ],
    why: 'practice_dubbed_why',
  },
];
