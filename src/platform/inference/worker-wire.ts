import type { Outcome } from '../../contracts/outcome.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import type { Picture } from '../picture/picture.ts';
import type { ChosenProvider } from './provider.ts';

/** One frame to inspect. */
export interface FrameJob {
  readonly picture: Picture;
  readonly mediaTimeMs: number;
  readonly isNative: boolean;
  readonly scoreGated: boolean;
}

/** Into the inference worker. */
export interface WorkerAsk {
  readonly jobId: number;
  readonly job: FrameJob;
}

/** Out of the inference worker. */
export type WorkerSays =
  /** It holds a lock of this name as long as it lives: a killed worker fires no event, but its lock falls free. */
  | { readonly kind: 'listening'; readonly lifeLock: string }
  | { readonly kind: 'chose'; readonly chosen: ChosenProvider }
  | { readonly kind: 'answer'; readonly jobId: number; readonly outcome: Outcome<FrameFindings> }
  /** It must not be asked again; `isProbe`: because its provider computes wrongly. */
  | { readonly kind: 'broken'; readonly reason: string; readonly isProbe: boolean };
