import type { TextKey } from '../../contracts/badge.ts';
import type { DetectorId } from '../../contracts/score.ts';

const NAMES = {
  'blend-boundary': 'detector_blend_boundary',
  'synthesis-trace': 'detector_synthesis_trace',
} as const satisfies Record<DetectorId, TextKey>;

/** What a detector is called where people read of it. */
export const detectorName = (detector: DetectorId): TextKey => NAMES[detector];
