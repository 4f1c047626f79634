import type { Face, GateReason } from './face.ts';
import type { Facts } from './fact.ts';
import type { Failure } from './failure.ts';
import type { Score } from './score.ts';
import type { DetectorEvidence, State } from './verdict.ts';

/** What ran: enough to repeat a score. */
export interface EngineVersions {
  readonly extension: string;
  /** Execution provider and thread count, for example `wasm, 2 threads`. */
  readonly provider: string;
  /** SHA-256 of each weights file, hexadecimal. */
  readonly models: Readonly<Record<string, string>>;
}

/** One face of one frame in a scan. */
export interface ScannedFace extends Pick<Face, 'box' | 'confidence'> {
  readonly gate: readonly GateReason[];
  readonly scores: readonly Score[];
}

/** One line of `npm run scan --json`. */
export interface ScanLine {
  readonly file: string;
  readonly state: State;
  readonly reason?: string;
  /** Fused evidence in nats, higher = more signs; present whenever any detector ran. */
  readonly evidence?: number;
  readonly detectors: readonly DetectorEvidence[];
  readonly facts: Facts;
  readonly frames: readonly {
    readonly mediaTimeMs: number;
    readonly faces: readonly ScannedFace[];
  }[];
  readonly failures: readonly Failure[];
  readonly versions: EngineVersions;
}
