import faceGate from '../../models/face-gate.json' with { type: 'json' };
import measuredRates from '../../models/error-rates.json' with { type: 'json' };
import fitted from '../../models/fusion.json' with { type: 'json' };
import type { Detector } from '../contracts/detector.ts';
import type { Fusion } from '../contracts/fusion.ts';
import type { ErrorRates } from '../contracts/report.ts';
import type { GateLimits } from '../core/crop/gate.ts';
import { blendBoundary } from './blend-boundary/detector.ts';
import { synthesisTrace } from './synthesis-trace/detector.ts';

/** Every detector, in the order in which they run. A new one is a folder and a line here. */
export const detectors: readonly Detector[] = [blendBoundary, synthesisTrace];

/** What the detectors' evidence is worth together, and where it stops being calm and starts being strong. */
export const fusion: Fusion & { readonly version: string } = fitted;

/** How often genuine sources pass the thresholds, as last measured: `tools/error-rates.ts`. */
export const errorRates: ErrorRates = measuredRates;

/** What a face must be for the detectors to be trusted on it. */
export const gateLimits: GateLimits = faceGate;
