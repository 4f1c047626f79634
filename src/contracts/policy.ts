import type { HelpPolicy } from './advice.ts';
import type { Policy } from './settings.ts';
import type { TrustList } from './trust.ts';

/** A part of a policy that does not fit and was left out, so that an administrator can find it. */
export interface RefusedValue {
  /** The policy's key, and the entry in it where only that one does not fit: `siteLevels.video.example`. */
  readonly key: string;
  /** What stood there, as JSON, shortened. */
  readonly given: string;
}

/** All that an administrator can decide, with what of it could not be understood. */
export interface ManagedPolicy extends Policy {
  /** Asked before the lists that the person added. */
  readonly trustLists: readonly TrustList[];
  readonly help: HelpPolicy;
  readonly refused: readonly RefusedValue[];
}
