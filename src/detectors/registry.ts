import card from '../../models/blend-boundary.json' with { type: 'json' };
import faceGate from '../../models/face-gate.json' with { type: 'json' };
import type { Detector } from '../contracts/detector.ts';
import type { Fusion } from '../contracts/fusion.ts';
import type { GateLimits } from '../core/crop/gate.ts';
import { blendBoundary } from './blend-boundary/detector.ts';

/** Every detector, in the order in which they run. A new one is a folder and a line here. */
export const detectors: readonly Detector[] = [blendBoundary];

/** One detector: its evidence is the evidence. */
export const fusion: Fusion = {
  intercept: 0,
  weights: { 'blend-boundary': 1, 'synthesis-trace': 0 },
  thresholds: card.thresholds,
};

/** What a face must be for the detectors to be trusted on it. */
export const gateLimits: GateLimits = faceGate;
