import type { FaceMarks } from '../../contracts/card.ts';
import type { Fusion } from '../../contracts/fusion.ts';
import type { FaceFinding, FrameFindings } from '../../contracts/score.ts';
import { fuse } from '../weigh/fuse.ts';
import { passedGate } from '../weigh/weigh-track.ts';

const evidenceOf = (finding: FaceFinding, fusion: Fusion): number =>
  passedGate(finding) ? fuse(finding.scores, fusion) : -Infinity;

const mostEvidence = ({ faces }: FrameFindings, fusion: Fusion): number =>
  Math.max(-Infinity, ...faces.map((finding) => evidenceOf(finding, fusion)));

/** The look whose most suspicious face has the most evidence. Undefined when no face counted. */
export function strongestLook(findings: readonly FrameFindings[], fusion: Fusion): FrameFindings | undefined {
  const [strongest] = findings.toSorted((a, b) => mostEvidence(b, fusion) - mostEvidence(a, fusion));
  return strongest !== undefined && mostEvidence(strongest, fusion) > -Infinity ? strongest : undefined;
}

/** Where the faces of a look are, in parts of the picture, and what the detectors say of each. */
export function faceMarks(look: FrameFindings, fusion: Fusion): FaceMarks {
  const most = mostEvidence(look, fusion);
  return {
    atMs: look.mediaTimeMs,
    faces: look.faces.map((finding) => {
      const { x, y, width, height } = finding.face.box;
      return {
        box: {
          x: x / look.widthPx,
          y: y / look.heightPx,
          width: width / look.widthPx,
          height: height / look.heightPx,
        },
        gate: finding.gate,
        scores: passedGate(finding) ? finding.scores : [],
        isStrongest: evidenceOf(finding, fusion) === most && most > -Infinity,
      };
    }),
  };
}
