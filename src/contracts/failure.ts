/** The seven stages of a check, in order. They name core folders, failures, log tags and timing marks. */
export type Stage = 'find' | 'sample' | 'crop' | 'score' | 'weigh' | 'judge' | 'show';

/** What went wrong; the family before the dot says who can do something about it (`core/failures.ts`). */
export type FailureCode =
  | 'page.pixels-unreadable'
  /** The browser changes the pixels that it hands out. */
  | 'page.pixels-altered'
  | 'page.protected'
  | 'page.undecodable'
  | 'page.video-gone'
  | 'page.media-refused'
  | 'model.weights-mismatch'
  /** Every provider of this device computes something else than the model should. */
  | 'model.probe-failed'
  | 'model.output-malformed'
  | 'model.session-refused'
  | 'platform.host-lost'
  | 'platform.deadline-passed'
  | 'platform.context-invalidated'
  | 'platform.settings-unreadable'
  | 'bug.invariant-broken';

/** An expected ending: a value, not an exception. */
export interface Failure {
  readonly code: FailureCode;
  readonly stage: Stage;
  /** For the log and the details view: names the thing and the rule. Holds no page content and no address. */
  readonly detail?: string;
}
