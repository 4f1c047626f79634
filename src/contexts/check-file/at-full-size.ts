import type { Box, FacePoints, Point } from '../../contracts/face.ts';
import type { FrameFindings } from '../../contracts/score.ts';

/**
 * Findings of a frame that was shrunk by `scale`, in pixels of the frame as it is in the file; without the hash, which is
 * of the shrunk ones.
 */
export function atFullSize({ pixels, ...findings }: FrameFindings, scale: number): FrameFindings {
  if (scale === 1) return pixels === undefined ? findings : { ...findings, pixels };
  const point = ({ x, y }: Point): Point => ({ x: x / scale, y: y / scale });
  const box = ({ x, y, width, height }: Box): Box => ({
    x: x / scale,
    y: y / scale,
    width: width / scale,
    height: height / scale,
  });
  const points = (all: FacePoints): FacePoints => ({
    rightEye: point(all.rightEye),
    leftEye: point(all.leftEye),
    nose: point(all.nose),
    mouth: point(all.mouth),
    rightEar: point(all.rightEar),
    leftEar: point(all.leftEar),
  });
  return {
    ...findings,
    widthPx: Math.round(findings.widthPx / scale),
    heightPx: Math.round(findings.heightPx / scale),
    faces: findings.faces.map((finding) => ({
      ...finding,
      face: { ...finding.face, box: box(finding.face.box), points: points(finding.face.points) },
    })),
  };
}
