import type { Brand } from './brand.ts';
import type { Face, GateReason } from './face.ts';
import type { Failure } from './failure.ts';

/** A detector's id: a noun for what it looks for; also its folder, its weights file and its text key. */
export type DetectorId = 'blend-boundary' | 'synthesis-trace';

/** A log-likelihood ratio in nats: ln p(seen | manipulated) − ln p(seen | genuine). Higher means more signs. */
export type Llr = Brand<number, 'Llr'>;

/** Marks a finite number as evidence. Throws `RangeError` when it is not finite. */
export function llr(nats: number): Llr {
  if (!Number.isFinite(nats)) throw new RangeError(`evidence must be finite, got ${String(nats)}`);
  return nats as Llr;
}

/** What one detector says of one face in one frame. */
export interface Score {
  readonly detector: DetectorId;
  /** The network's raw output, for reports. */
  readonly logit: number;
  /** The same, calibrated. */
  readonly evidence: Llr;
}

/** One found face, what the gate objects to, and what the detectors say. A face that must not be scored has no scores. */
export interface FaceFinding {
  readonly face: Face;
  /** Empty when the face is good enough to count. */
  readonly gate: readonly GateReason[];
  readonly scores: readonly Score[];
}

/** What identifies the pixels of a frame, whoever decodes it. */
export interface PixelsHash {
  /** How they were laid out when they were hashed: the planes one after the other, rows without padding. */
  readonly layout: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Everything found in one frame. */
export interface FrameFindings {
  readonly mediaTimeMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of the very pixels that were looked at; absent where nobody hashed them. */
  readonly pixels?: PixelsHash;
  readonly faces: readonly FaceFinding[];
  /** Detectors that failed on this frame; the others' scores still count. */
  readonly failures: readonly Failure[];
}
