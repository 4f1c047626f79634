import faceGate from '../../models/face-gate.json' with { type: 'json' };
import type { Detector, Thresholds } from '../contracts/detector.ts';
import type { DetectorId } from '../contracts/score.ts';
import type { GateLimits } from '../core/crop/gate.ts';
import { blendBoundary, thresholds as blendBoundaryThresholds } from './blend-boundary/detector.ts';

/** Every detector, in the order in which they run. A new one is a folder and a line here. */
export const detectors: readonly Detector[] = [blendBoundary];

const THRESHOLDS: Readonly<Record<DetectorId, Thresholds>> = { 'blend-boundary': blendBoundaryThresholds };

/** Where a detector's evidence stops being calm and starts being strong. */
export const thresholdsOf = (detector: DetectorId): Thresholds => THRESHOLDS[detector];

/** What a face must be for the detectors to be trusted on it. */
export const gateLimits: GateLimits = faceGate;
