import type { FailureCode } from '../../contracts/failure.ts';
import type { PixelRoute } from '../../contracts/frame.ts';
import type { CouldNotCheckReason } from '../../contracts/verdict.ts';
import { FAILURES } from '../failures.ts';

/** What to do about a frame that could not be had or inspected. */
export type NextMove =
  | { readonly kind: 'use-route'; readonly route: PixelRoute }
  /** Once more after a pause. */
  | { readonly kind: 'retry-later' }
  | { readonly kind: 'give-up'; readonly reason: CouldNotCheckReason }
  /** Only this frame is lost. */
  | { readonly kind: 'skip' }
  /** The extension is gone from under the page. */
  | { readonly kind: 'leave' };

export interface FailedFrame {
  readonly code: FailureCode;
  readonly route: PixelRoute;
  /** The media has an address that the extension may read for itself. */
  readonly canReRead: boolean;
  /** A picture of the tab shows this video: only in the top document. */
  readonly canCaptureTab: boolean;
  /** Failures of the engine on this sighting before this one, without a success in between. */
  readonly engineFailures: number;
}

/** The pixels may be had by another way. */
const ANOTHER_WAY: readonly FailureCode[] = ['page.pixels-unreadable', 'page.pixels-altered', 'page.media-refused'];

const giveUp = (reason: CouldNotCheckReason): NextMove => ({ kind: 'give-up', reason });

/** The page's failures lead to another way to its pixels; the engine's are tried once more, where that may help. */
export function afterFailure(failed: FailedFrame): NextMove {
  const { code, route, engineFailures } = failed;
  if (code === 'platform.context-invalidated') return { kind: 'leave' };
  if (ANOTHER_WAY.includes(code)) return nextRoute(failed);
  // What the extension cannot decode, the page may still be showing.
  if (code === 'page.undecodable' && route !== 'element') return nextRoute(failed);

  const { reason, retry } = FAILURES[code];
  if (reason === undefined) return { kind: 'skip' };
  return reason === 'engine-failed' && retry !== 'never' && engineFailures === 0
    ? { kind: 'retry-later' }
    : giveUp(reason);
}

/** element → re-read → visible-tab, as far as they go. */
function nextRoute({ code, route, canReRead, canCaptureTab }: FailedFrame): NextMove {
  if (route === 'element' && canReRead) return { kind: 'use-route', route: 're-read' };
  if (route !== 'visible-tab' && canCaptureTab) return { kind: 'use-route', route: 'visible-tab' };
  return giveUp(code === 'page.pixels-altered' ? 'pixels-altered' : 'pixels-unreadable');
}
