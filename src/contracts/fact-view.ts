import type { TextKey } from './badge.ts';
import type { Fact, SignedFact } from './fact.ts';

/** Words about one declaration: a sentence frame and what goes into it, or the frame alone. */
export interface FactWords {
  readonly frame: TextKey;
  readonly said?: TextKey;
}

/** One declaration as it is drawn: a few words, with the fact behind it for those who want to know more. */
export interface FactChip extends FactWords {
  readonly source: Fact['source'];
  /** Stands on the badge by itself; others are in the card and the lists. */
  readonly isOnBadge: boolean;
  readonly isBroken: boolean;
}

/** All that is shown of what was declared about one video. */
export interface FactsView {
  /** In the order in which they are shown. */
  readonly chips: readonly FactChip[];
  /** Sentences on what the declarations mean, and on how they and the signs can both be true. */
  readonly notes: readonly TextKey[];
  /** Sentences on what could not be read. */
  readonly unread: readonly TextKey[];
  /** Records with a chain to show. */
  readonly records: readonly SignedFact[];
}
