import { expect } from 'vitest';
import type { Face, GateReason } from '../../src/contracts/face.ts';
import type { Fusion } from '../../src/contracts/fusion.ts';
import { llr, type FaceFinding, type FrameFindings } from '../../src/contracts/score.ts';

/** A face of 200 px whose centre is at (x, y), eyes level, looking at the camera. */
export function faceAt(x: number, y: number, side = 200): Face {
  const at = (dx: number, dy: number) => ({ x: x + dx * side, y: y + dy * side });
  return {
    box: { x: x - side / 2, y: y - side / 2, width: side, height: side },
    points: {
      rightEye: at(-0.2, -0.15),
      leftEye: at(0.2, -0.15),
      nose: at(0, 0.05),
      mouth: at(0, 0.25),
      rightEar: at(-0.45, -0.1),
      leftEar: at(0.45, -0.1),
    },
    confidence: 0.9,
  };
}

/**
 * A finding that `PLAIN_FUSION` weighs as the nats given, or, where they are below zero, as some calm; without nats it
 * was not scored.
 */
export function finding(face: Face, fused?: number, gate: readonly GateReason[] = []): FaceFinding {
  if (fused === undefined) return { face, gate, scores: [] };
  const evidence = fused < 0 ? fused : Math.log(2 * Math.exp(fused) - 1);
  return { face, gate, scores: [{ detector: 'blend-boundary', logit: evidence, evidence: llr(evidence) }] };
}

/** A 1280×720 frame at a player position. */
export function frame(mediaTimeMs: number, ...faces: FaceFinding[]): FrameFindings {
  return { mediaTimeMs, widthPx: 1280, heightPx: 720, faces, failures: [] };
}

/** A fusion without intercept or weights. */
export const PLAIN_FUSION: Fusion = {
  intercept: 0,
  weights: { 'blend-boundary': 1, 'synthesis-trace': 1 },
  thresholds: { unclear: 1, soft: 2, strong: 4 },
};

/** Matches nats that went through the fusion's logarithms. */
export const about = (nats: number): unknown => expect.closeTo(nats, 9);
