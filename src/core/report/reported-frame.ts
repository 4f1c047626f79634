import type { ReportedFrame } from '../../contracts/report.ts';
import type { FrameFindings } from '../../contracts/score.ts';

/** What a report says of one look. The points inside a face are left out: nobody needs them to repeat it. */
export function reportedFrame({
  mediaTimeMs,
  widthPx,
  heightPx,
  pixels,
  faces,
  failures,
}: FrameFindings): ReportedFrame {
  return {
    mediaTimeMs,
    widthPx,
    heightPx,
    ...(pixels !== undefined && { pixels }),
    faces: faces.map(({ face: { box, confidence }, gate, scores }) => ({ box, confidence, gate, scores })),
    failures: failures.map(({ code }) => code),
  };
}
