import type { Detector } from '../../contracts/detector.ts';
import type { Face, FaceCuts, FaceWindow, GateReason } from '../../contracts/face.ts';
import type { Failure } from '../../contracts/failure.ts';
import type { Pixels } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { DetectorId, FaceFinding, FrameFindings } from '../../contracts/score.ts';
import { cutFace } from '../crop/cut.ts';
import { gateReasons, measureFace, type GateLimits } from '../crop/gate.ts';
import { locateFaces } from '../crop/locate-faces.ts';
import { cutWindow } from '../crop/window.ts';
import type { RunModel } from './run-model.ts';
import { scoreFaces, type Readings } from './score-faces.ts';

/** What the pipeline needs from outside. */
export interface InspectPorts {
  readonly runModel: RunModel;
}

/** What may differ from frame to frame. */
export interface InspectOptions {
  /** Also score faces that the gate objects to (never those too small to score, or not photographed). */
  readonly scoreGated: boolean;
  /** False when the frame was resampled on its way: then no face has a native window. */
  readonly isNative: boolean;
  readonly gate: GateLimits;
}

/** A face on its way through the pipeline. */
interface Candidate {
  readonly face: Face;
  readonly gate: readonly GateReason[];
  /** Absent when it may not be scored. */
  readonly cuts?: FaceCuts;
}

const NO_WINDOW: FaceWindow = { widthPx: 0, heightPx: 0, rgb: new Float32Array(0) };

/** What one detector that did not fail says. */
interface Scored {
  readonly detector: DetectorId;
  readonly readings: Readings;
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
  const candidates = faces.value.map((face) => cutAndGate(pixels, face, options));
  const scorable = candidates.flatMap(({ cuts }) => cuts ?? []);

  const scored: Scored[] = [];
  const failures: Failure[] = [];
  for (const detector of detectors) {
    const readings = await scoreFaces(detector, scorable, ports.runModel, signal);
    if (readings.ok) scored.push({ detector: detector.id, readings: readings.value });
    else failures.push(readings.failure);
  }

  const findings = candidates.map((candidate) => findingOf(candidate, scored));
  const { width: widthPx, height: heightPx } = pixels;
  return { ok: true, value: { mediaTimeMs, widthPx, heightPx, faces: findings, failures } };
}

function cutAndGate(pixels: Pixels, face: Face, { gate: limits, scoreGated, isNative }: InspectOptions): Candidate {
  const aligned = cutFace(pixels, face.points);
  const quality = measureFace(aligned, face.points);
  const gate = gateReasons(quality, limits);
  const mayBeScored = quality.nativeSidePx >= limits.minScoreSidePx && (gate.length === 0 || scoreGated);
  if (!mayBeScored) return { face, gate };
  return { face, gate, cuts: { aligned, native: isNative ? cutWindow(pixels, face.points) : NO_WINDOW, quality } };
}

/** One detector that sees no photographed face silences all: none of them was made for drawings or dogs. */
function findingOf({ face, cuts, gate }: Candidate, scored: readonly Scored[]): FaceFinding {
  const readings = scored.flatMap(({ detector, readings: byFace }) => {
    const reading = cuts && byFace.get(cuts);
    return reading === undefined ? [] : [{ detector, ...reading }];
  });
  if (readings.some(({ isPhotographic }) => isPhotographic === false)) {
    return { face, gate: [...gate, 'not-photographic'], scores: [] };
  }
  return { face, gate, scores: readings.map(({ detector, logit, evidence }) => ({ detector, logit, evidence })) };
}
