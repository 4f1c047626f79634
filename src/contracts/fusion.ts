import type { DetectorId } from './score.ts';

/** Thresholds of fused evidence in nats, set on genuine faces of the `cal` split. `unclear < soft < strong`. */
export interface Thresholds {
  /** Lower end of the dead band. */
  readonly unclear: number;
  readonly soft: number;
  readonly strong: number;
}

/** How the detectors' evidence about one face becomes one figure: a logistic regression, fitted on the `cal` split. */
export interface Fusion {
  /** Nats. */
  readonly intercept: number;
  /** Factor of each detector's bent evidence (`core/weigh/fuse.ts`). */
  readonly weights: Readonly<Record<DetectorId, number>>;
  readonly thresholds: Thresholds;
}
