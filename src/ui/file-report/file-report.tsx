import type { JSX } from 'preact';
import type { ScanLine } from '../../contracts/scan.ts';
import type { Verdict } from '../../contracts/verdict.ts';
import { badgeView, reasonText } from '../../core/show/badge-view.ts';
import { factsView } from '../../core/show/fact-view.ts';
import { FactList } from '../facts/fact-list.tsx';
import { playTime } from '../play-time.ts';
import { StateMark } from '../state-mark/state-mark.tsx';
import type { Text } from '../text.ts';

/** A file's place in the queue. */
export type FileProgress =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'checking'; readonly lookedAt: number; readonly of: number }
  | {
      readonly kind: 'checked';
      readonly verdict: Verdict;
      readonly isStill: boolean;
      readonly line: ScanLine;
      /** Absent where no report can be made. */
      readonly reportAddress: string | undefined;
    };

interface FileReportProps {
  readonly name: string;
  readonly progress: FileProgress;
  readonly text: Text;
}

/** One file: its name, then how far the check is, or what it came to. */
export function FileReport({ name, progress, text }: FileReportProps): JSX.Element {
  const state = progress.kind === 'checked' ? progress.verdict.state : 'checking';
  return (
    <li data-file={name} data-state={progress.kind === 'waiting' ? '' : state}>
      <StateMark state={progress.kind === 'waiting' ? 'not-checked' : state} />
      <div>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        {progress.kind === 'waiting' && <p>{text('file_waiting')}</p>}
        {progress.kind === 'checking' && <Progress {...progress} text={text} />}
        {progress.kind === 'checked' && <Finding {...progress} text={text} />}
      </div>
    </li>
  );
}

function Progress({ lookedAt, of, text }: { lookedAt: number; of: number; text: Text }): JSX.Element {
  const words = of === 0 ? text('file_opening') : text('file_looking', [String(lookedAt + 1), String(of)]);
  return (
    <p>
      {words} <progress value={lookedAt} max={Math.max(1, of)} aria-label={words} />
    </p>
  );
}

type Checked = Extract<FileProgress, { kind: 'checked' }> & { readonly text: Text };

function Finding({ verdict, isStill, line, reportAddress, text }: Checked): JSX.Element {
  const view = badgeView(verdict, 'standard');
  const moments = 'moments' in verdict ? verdict.moments : [];
  return (
    <>
      <p class="word">{text(view.word)}</p>
      {verdict.state !== 'could-not-check' && <p>{text(view.meaning)}</p>}
      {view.because !== undefined && <p>{text(view.because)}</p>}
      {moments.length > 0 && !isStill && (
        <p>{text('popup_moments', [moments.map(({ startMs }) => playTime(startMs)).join(', ')])}</p>
      )}
      {isStill && verdict.state === 'some-signs' && <p>{text('file_still')}</p>}
      <FactList facts={factsView(line.facts, verdict.state)} text={text} />
      {line.failures.length > 0 && (
        <ul class="traits">
          {line.failures.map(({ code, detail }) => (
            <li key={`${code} ${detail ?? ''}`} dir="ltr">
              {code}
              {detail !== undefined && `: ${detail}`}
            </li>
          ))}
        </ul>
      )}
      {line.frames.length > 0 && <Frames line={line} text={text} />}
      {reportAddress !== undefined && (
        <p>
          <a class="make-report" href={reportAddress} target="_blank" rel="noopener">
            {text('report_make')}
          </a>
        </p>
      )}
    </>
  );
}

/** Every look at the file. The figures are for people who compare; the sentence above them is what they mean. */
function Frames({ line, text }: { readonly line: ScanLine; readonly text: Text }): JSX.Element {
  return (
    <details>
      <summary>{text('file_frames', [String(line.frames.length)])}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{text('file_time')}</th>
            <th scope="col">{text('file_faces')}</th>
            <th scope="col">{text('file_evidence')}</th>
            <th scope="col">{text('file_gate')}</th>
          </tr>
        </thead>
        <tbody>
          {line.frames.map(({ mediaTimeMs, faces }) => (
            <tr key={mediaTimeMs}>
              <td>{playTime(mediaTimeMs)}</td>
              <td>{faces.length}</td>
              <td>{faces.map(evidenceOf).join(', ')}</td>
              <td>{gateWords(faces, text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

type ScannedFaces = ScanLine['frames'][number]['faces'];

function evidenceOf({ scores }: ScannedFaces[number]): string {
  if (scores.length === 0) return '–';
  return scores.reduce((sum, { evidence }) => sum + evidence, 0).toFixed(2);
}

function gateWords(faces: ScannedFaces, text: Text): string {
  const reasons = new Set(faces.flatMap(({ gate }) => gate));
  return [...reasons].map((reason) => text(reasonText({ state: 'could-not-check', reason }))).join(' ');
}
