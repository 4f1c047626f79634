import type { DetectorEvidence, State } from './verdict.ts';

/**
 * What was on the card when somebody said that it is wrong. Kept on the device for the person's own export; it names the
 * site and not the page, and holds nothing of what the video shows.
 */
export interface Disagreement {
  readonly host: string;
  readonly state: State;
  /** Why it could not be checked. */
  readonly reason?: string;
  /** Nats; absent where no detector ran. */
  readonly evidence?: number;
  readonly shares: readonly DetectorEvidence[];
  readonly framesLookedAt: number;
  readonly framesScored: number;
  /** 0 when unknown or endless. */
  readonly durationMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** As it is kept. */
export interface KeptDisagreement extends Disagreement {
  readonly id: string;
  /** ISO 8601. */
  readonly saidAt: string;
  /** The extension's version at that time. */
  readonly extension: string;
}
