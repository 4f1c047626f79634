import type { TextKey } from './badge.ts';
import type { NonEmpty } from './non-empty.ts';
import type { Audience } from './settings.ts';

/** What a person wants help with: what was seen in a video, what it is about, or what they want to do. */
export const SITUATIONS = [
  'face',
  'voice',
  'whole-picture',
  'scam',
  'intimate-image',
  'election',
  'claim',
  'report-on-platform',
  'learn',
  /** Somebody's own genuine video was marked. */
  'creator',
  'rights',
] as const;

/** One of `SITUATIONS`. */
export type Situation = (typeof SITUATIONS)[number];

/** Our own lessons on the page "Tips and help"; also the page's anchors, after `lesson-`. */
export const LESSON_IDS = [
  'sift',
  'signs',
  'no-signs',
  'dubbing',
  'voice-scam',
  'election',
  'intimate-image',
  'creator',
] as const;

/** One of `LESSON_IDS`. */
export type LessonId = (typeof LESSON_IDS)[number];

/** Why a resource may be of use: a text of ours, or the words of whoever added it by policy. */
export type Why = TextKey | { readonly words: string };

/** A page of somebody else that we link to and never copy. */
export interface Resource {
  readonly id: string;
  /** As its owner calls it; not translated. */
  readonly title: string;
  readonly why: Why;
  /** https, and nothing in it that tells of the reader. */
  readonly url: string;
  /** BCP 47, or `mul` for one that speaks many. */
  readonly languages: NonEmpty<string>;
  /** Where it helps: countries (ISO 3166-1), and `EU` for those of the European Union. */
  readonly regions: 'world' | NonEmpty<string>;
  readonly audiences: NonEmpty<Audience>;
  readonly situations: NonEmpty<Situation>;
  /** For whom it stands first, wherever they are. */
  readonly leadsFor?: readonly Audience[];
  /** Host name of the platform that it is about; covers its subdomains. */
  readonly site?: string;
}

/** What a policy does to the list of resources. */
export interface HelpPolicy {
  /** `add` puts its own before ours; `replace` puts them in the place of ours where any of them fits. */
  readonly mode: 'add' | 'replace';
  readonly resources: readonly Resource[];
}

/** A resource that comes with the extension. What a review of it means: docs/TIPS.md. */
export interface ReviewedResource extends Resource {
  readonly owner: string;
  /** The address was seen in a public source, or is known without one. */
  readonly source: 'seen' | 'known';
  /** ISO 8601 day of its last review. */
  readonly reviewedOn: string;
  /** Whether the page itself was opened in that review. */
  readonly openedLive: boolean;
}

/** For whom resources are chosen. */
export interface Reader {
  /** BCP 47. */
  readonly language: string;
  /** ISO 3166-1, two capital letters; undefined where it is not known. */
  readonly region: string | undefined;
  readonly audience: Audience;
}

/** A resource as it is drawn. */
export interface HelpLink {
  readonly id: string;
  readonly title: string;
  readonly why: Why;
  readonly url: string;
  /** It does not speak the reader's language. */
  readonly isOnlyEnglish: boolean;
}

/** What to do about a video, and the lesson behind it. */
export interface Tip {
  readonly tip: TextKey;
  readonly lesson: LessonId;
}

/** Where on the page "Tips and help" somebody wants to be. */
export interface WantedTips {
  readonly situation?: Situation;
  readonly lesson?: LessonId;
}
