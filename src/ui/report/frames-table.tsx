import type { JSX } from 'preact';
import type { Report, ReportedFace, ReportedFrame } from '../../contracts/report.ts';
import { reasonText } from '../../core/show/badge-view.ts';
import type { Text } from '../text.ts';

/** Player position to the millisecond: a colleague must find the very frame. */
const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;

/** Every look that the state rests on. The table is wide, so it scrolls by itself, also by key. */
export function FramesTable({ report, text }: { readonly report: Report; readonly text: Text }): JSX.Element {
  const { frames, framesLookedAt } = report;
  const listed = text('report_frames_listed', [String(frames.length), String(framesLookedAt)]);
  if (frames.length === 0) return <p>{listed}</p>;
  return (
    <>
      <p>{listed}</p>
      <div class="wide" role="group" aria-label={text('report_frames')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('file_time')}</th>
              <th scope="col">{text('report_face_scores')}</th>
              <th scope="col">{text('file_gate')}</th>
              <th scope="col">{text('report_pixels_hash')}</th>
            </tr>
          </thead>
          <tbody>
            {frames.map((frame, index) => (
              <FrameRow key={`${String(frame.mediaTimeMs)} ${String(index)}`} frame={frame} text={text} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function FrameRow({ frame, text }: { readonly frame: ReportedFrame; readonly text: Text }): JSX.Element {
  const { mediaTimeMs, widthPx, heightPx, faces, pixels, failures } = frame;
  const gates = [...new Set(faces.flatMap(({ gate }) => gate))];
  return (
    <tr>
      <td dir="ltr">{seconds(mediaTimeMs)}</td>
      <td dir="ltr">
        {faces.length === 0 && '–'}
        {faces.map((face, index) => (
          <p key={index}>{scoresOf(face)}</p>
        ))}
        {failures.join(', ')}
      </td>
      <td>{gates.map((reason) => text(reasonText({ state: 'could-not-check', reason }))).join(' ')}</td>
      <td dir="ltr" class="said">
        {pixels === undefined ? '–' : `${pixels.layout} ${String(widthPx)}×${String(heightPx)} ${pixels.sha256}`}
      </td>
    </tr>
  );
}

function scoresOf({ scores }: ReportedFace): string {
  if (scores.length === 0) return '–';
  return scores
    .map(({ detector, logit, evidence }) => `${detector} ${evidence.toFixed(2)} (${logit.toFixed(2)})`)
    .join(', ');
}
