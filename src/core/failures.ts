import type { Failure, FailureCode } from '../contracts/failure.ts';
import type { CouldNotCheckReason } from '../contracts/verdict.ts';

/** What a failure means for the work and for the person. */
export interface FailureSpec {
  /** When trying again may help. */
  readonly retry: 'never' | 'next-sighting' | 'after-restart';
  /** What the video's verdict says when this was the end of its check; `undefined`: the check is dropped silently. */
  readonly reason: CouldNotCheckReason | undefined;
}

/** One row a code: a new code does not compile until someone decides both. */
export const FAILURES = {
  'page.pixels-unreadable': { retry: 'next-sighting', reason: 'pixels-unreadable' },
  'page.pixels-altered': { retry: 'never', reason: 'pixels-altered' },
  'page.protected': { retry: 'never', reason: 'protected' },
  'page.undecodable': { retry: 'never', reason: 'undecodable' },
  'page.video-gone': { retry: 'next-sighting', reason: undefined },
  'page.media-refused': { retry: 'next-sighting', reason: 'pixels-unreadable' },
  'model.weights-mismatch': { retry: 'never', reason: 'engine-failed' },
  'model.probe-failed': { retry: 'never', reason: 'engine-failed' },
  'model.output-malformed': { retry: 'after-restart', reason: 'engine-failed' },
  'model.session-refused': { retry: 'after-restart', reason: 'engine-failed' },
  'platform.host-lost': { retry: 'after-restart', reason: 'engine-failed' },
  'platform.deadline-passed': { retry: 'next-sighting', reason: 'engine-failed' },
  'platform.context-invalidated': { retry: 'never', reason: undefined },
  'platform.settings-unreadable': { retry: 'after-restart', reason: undefined },
  'bug.invariant-broken': { retry: 'never', reason: 'engine-failed' },
} as const satisfies Record<FailureCode, FailureSpec>;

/** What "couldn't check" says when this failure ended the check. */
export function reasonOf(failure: Failure): CouldNotCheckReason | undefined {
  return FAILURES[failure.code].reason;
}
