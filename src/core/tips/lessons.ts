import type { LessonId, Situation } from '../../contracts/advice.ts';
import type { TextKey } from '../../contracts/badge.ts';

/** One short lesson, all of it in the package. */
export interface Lesson {
  readonly id: LessonId;
  readonly title: TextKey;
  readonly lines: readonly TextKey[];
  /** Whose help it leads to. */
  readonly situation: Situation;
}

/** In the order in which the page shows them. */
export const LESSONS: readonly Lesson[] = [
  {
    id: 'sift',
    title: 'lesson_sift',
    lines: ['lesson_sift_1', 'lesson_sift_2', 'lesson_sift_3', 'lesson_sift_4', 'lesson_sift_5'],
    situation: 'claim',
  },
  {
    id: 'signs',
    title: 'lesson_signs',
    lines: ['lesson_signs_1', 'lesson_signs_2', 'lesson_signs_3', 'lesson_signs_4'],
    situation: 'face',
  },
  {
    id: 'no-signs',
    title: 'lesson_no_signs',
    lines: ['lesson_no_signs_1', 'lesson_no_signs_2', 'lesson_no_signs_3', 'lesson_no_signs_4'],
    situation: 'claim',
  },
  {
    id: 'dubbing',
    title: 'lesson_dubbing',
    lines: ['lesson_dubbing_1', 'lesson_dubbing_2', 'lesson_dubbing_3', 'lesson_dubbing_4'],
    situation: 'learn',
  },
  {
    id: 'voice-scam',
    title: 'lesson_voice_scam',
    lines: ['lesson_voice_scam_1', 'lesson_voice_scam_2', 'lesson_voice_scam_3', 'lesson_voice_scam_4'],
    situation: 'scam',
  },
  {
    id: 'election',
    title: 'lesson_election',
    lines: ['lesson_election_1', 'lesson_election_2', 'lesson_election_3', 'lesson_election_4', 'lesson_election_5'],
    situation: 'election',
  },
  {
    id: 'intimate-image',
    title: 'lesson_intimate_image',
    lines: [
      ...['lesson_intimate_image_1', 'lesson_intimate_image_2', 'lesson_intimate_image_3'],
      ...['lesson_intimate_image_4', 'lesson_intimate_image_5', 'lesson_intimate_image_6'],
    ],
    situation: 'intimate-image',
  },
  {
    id: 'creator',
    title: 'lesson_creator',
    lines: [
      ...['lesson_creator_1', 'lesson_creator_2', 'lesson_creator_3'],
      ...['lesson_creator_4', 'lesson_creator_5', 'lesson_creator_6'],
    ],
    situation: 'creator',
  },
];
