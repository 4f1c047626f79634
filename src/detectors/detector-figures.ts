import blendBoundary from '../../models/blend-boundary.json' with { type: 'json' };
import fitted from '../../models/fusion.json' with { type: 'json' };
import synthesisTrace from '../../models/synthesis-trace.json' with { type: 'json' };
import type { DetectorFigures } from '../contracts/detector-figures.ts';
import falseAlarms from './false-alarms.json' with { type: 'json' };

/** Versions, thresholds and measured false alarms of what is shipped. `tools/false-alarms.ts` writes the last. */
export const detectorFigures: DetectorFigures = {
  versions: { 'blend-boundary': blendBoundary.version, 'synthesis-trace': synthesisTrace.version },
  thresholds: fitted.thresholds,
  falseAlarms,
};
