import type { Thresholds } from './fusion.ts';
import type { DetectorId } from './score.ts';

/** How often the thresholds were passed by sources that nobody had changed: docs/targets/detectors.json. */
export interface FalseAlarms {
  readonly genuine: number;
  readonly aboveSoft: number;
  readonly aboveStrong: number;
}

/** What is known of the detectors that are shipped, without asking anybody. */
export interface DetectorFigures {
  readonly versions: Readonly<Record<DetectorId, string>>;
  readonly thresholds: Thresholds;
  readonly falseAlarms: FalseAlarms;
}
