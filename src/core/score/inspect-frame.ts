import type { Detector, DetectorReading } from '../../contracts/detector.ts';
import type { Face, FaceCrop, GateReason } from '../../contracts/face.ts';
import type { Failure } from '../../contracts/failure.ts';
import type { Pixels } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { DetectorId, FaceFinding, FrameFindings } from '../../contracts/score.ts';
import { cutFace } from '../crop/cut.ts';
import { gateReasons, type GateLimits } from '../crop/gate.ts';
import { locateFaces } from '../crop/locate-faces.ts';
import type { RunModel } from './run-model.ts';
import { scoreCrops } from './score-crops.ts';

/** What the pipeline needs from outside. */
export interface InspectPorts {
  readonly runModel: RunModel;
}

/** What may differ from frame to frame. */
export interface InspectOptions {
  /** Also score faces that the gate objects to (never those too small to score, or not photographed). */
  readonly scoreGated: boolean;
  readonly gate: GateLimits;
}

/** Side of the crop on which the gate measures light and sharpness, pixels. */
const GATE_CROP_SIDE_PX = 160;

/** A face on its way through the pipeline. */
interface Candidate {
  readonly face: Face;
  readonly crop: FaceCrop;
  readonly gate: readonly GateReason[];
}

/**
 * Everything that can be said of one frame: find faces, cut them out, gate them, let every detector score them.
 *
 * A detector that fails leaves a failure and no score; the others' scores stand. Fails as a whole only when the face
 * finder does, because then nothing is known of the frame. Rejects when `signal` is aborted.
 */
export async function inspectFrame(
  pixels: Pixels,
  mediaTimeMs: number,
  ports: InspectPorts,
  detectors: readonly Detector[],
  options: InspectOptions,
  signal: AbortSignal,
): Promise<Outcome<FrameFindings>> {
  const faces = await locateFaces(pixels, (input) => ports.runModel('face-finder', input, signal));
  if (!faces.ok) return faces;
  const candidates = faces.value.map((face) => gateFace(pixels, face, options.gate));
  const scorable = candidates.filter((candidate) => mayBeScored(candidate, options));

  const readings = new Map<Candidate, Map<DetectorId, DetectorReading>>();
  const failures: Failure[] = [];
  for (const detector of detectors) {
    const crops = scorable.map(({ crop, face }) =>
      crop.sidePx === detector.cropSidePx ? crop : cutFace(pixels, face.points, detector.cropSidePx),
    );
    const scored = await scoreCrops(detector, crops, ports.runModel, signal);
    if (!scored.ok) failures.push(scored.failure);
    else scored.value.forEach((reading, index) => addReading(readings, scorable[index], detector.id, reading));
  }

  const findings = candidates.map((candidate) => findingOf(candidate, readings.get(candidate) ?? new Map()));
  const { width: widthPx, height: heightPx } = pixels;
  return { ok: true, value: { mediaTimeMs, widthPx, heightPx, faces: findings, failures } };
}

function gateFace(pixels: Pixels, face: Face, limits: GateLimits): Candidate {
  const crop = cutFace(pixels, face.points, GATE_CROP_SIDE_PX);
  return { face, crop, gate: gateReasons(crop, face.points, limits) };
}

function mayBeScored({ crop, gate }: Candidate, options: InspectOptions): boolean {
  return crop.nativeSidePx >= options.gate.minScoreSidePx && (gate.length === 0 || options.scoreGated);
}

function addReading(
  readings: Map<Candidate, Map<DetectorId, DetectorReading>>,
  candidate: Candidate | undefined,
  detector: DetectorId,
  reading: DetectorReading,
): void {
  if (candidate === undefined) return;
  readings.set(candidate, (readings.get(candidate) ?? new Map<DetectorId, DetectorReading>()).set(detector, reading));
}

/** One detector that sees no photographed face silences all: none of them was made for drawings or dogs. */
function findingOf({ face, gate }: Candidate, readings: ReadonlyMap<DetectorId, DetectorReading>): FaceFinding {
  if ([...readings.values()].some(({ isPhotographic }) => !isPhotographic)) {
    return { face, gate: [...gate, 'not-photographic'], scores: [] };
  }
  const scores = [...readings].map(([detector, { logit, evidence }]) => ({ detector, logit, evidence }));
  return { face, gate, scores };
}
