import type { ReportedFrame } from '../../contracts/report.ts';

/** A sheet that fits on two screens, and a file that fits into a message. */
export const MOST_PICTURES = 24;

const totalEvidence = ({ faces }: ReportedFrame): number =>
  Math.max(0, ...faces.map(({ scores }) => scores.reduce((sum, { evidence }) => sum + evidence, 0)));

/** Which looks are worth a picture: a third with the most evidence, the others spread evenly over the video, in order. */
export function choosePictured(frames: readonly ReportedFrame[]): readonly ReportedFrame[] {
  if (frames.length <= MOST_PICTURES) return inOrder(frames);
  const strongest = frames.toSorted((a, b) => totalEvidence(b) - totalEvidence(a)).slice(0, MOST_PICTURES / 3);
  const others = inOrder(frames.filter((frame) => !strongest.includes(frame)));
  const wanted = MOST_PICTURES - strongest.length;
  const spread = Array.from({ length: wanted }, (_none, at) => others[Math.floor((at * others.length) / wanted)]);
  return inOrder([...strongest, ...spread.filter((frame) => frame !== undefined)]);
}

const inOrder = (frames: readonly ReportedFrame[]): readonly ReportedFrame[] =>
  frames.toSorted((a, b) => a.mediaTimeMs - b.mediaTimeMs);
