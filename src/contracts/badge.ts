import type { CouldNotCheckReason, State } from './verdict.ts';

/** A key of `_locales/<language>/messages.json`. */
export type TextKey = string;

/** How a badge looks and reads; `ui/badge` only draws it. */
export interface BadgeView {
  readonly state: State;
  /** The few words on the badge. */
  readonly word: TextKey;
  /** One sentence: what this means, and what it does not. */
  readonly meaning: TextKey;
  /** One sentence: the because. Absent while checking. */
  readonly because?: TextKey;
  /** The reason behind "couldn't check". */
  readonly reason?: CouldNotCheckReason;
  /** True when it opens its words by itself; otherwise only its shape shows until pointed at or focused. */
  readonly speaksUp: boolean;
}
