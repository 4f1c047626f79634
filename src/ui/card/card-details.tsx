import type { JSX } from 'preact';
import type { CardView } from '../../contracts/card.ts';
import type { EngineVersions } from '../../contracts/scan.ts';
import type { DetectorId } from '../../contracts/score.ts';
import type { Thresholds } from '../../contracts/fusion.ts';
import { detectorName } from '../../core/show/badge-view.ts';
import { playTime } from '../play-time.ts';
import type { Text } from '../text.ts';

/** How often the thresholds were passed by videos and pictures that nobody had changed. */
export interface FalseAlarms {
  readonly genuine: number;
  readonly aboveSoft: number;
  readonly aboveStrong: number;
}

/** What a card knows of the detectors without asking anybody. */
export interface MeasuredDetectors {
  readonly versions: Readonly<Record<DetectorId, string>>;
  readonly thresholds: Thresholds;
  readonly falseAlarms: FalseAlarms;
}

interface CardDetailsProps {
  readonly view: CardView;
  readonly measured: MeasuredDetectors;
  /** What ran; absent until the engine has answered. */
  readonly ran: EngineVersions | undefined;
  readonly text: Text;
}

/** Figures for those who compare: what was looked at, what came of it, how often that is wrong, and what ran. */
export function CardDetails({ view, measured, ran, text }: CardDetailsProps): JSX.Element {
  const { coverage, evidence, shares, timeline } = view;
  const { soft, strong } = measured.thresholds;
  const { genuine, aboveSoft, aboveStrong } = measured.falseAlarms;
  return (
    <div class="details">
      <p>{text('details_coverage', [String(coverage.framesLookedAt), String(coverage.framesScored)])}</p>
      {timeline !== undefined && (
        <p>{text('details_positions', [timeline.looks.map(({ atMs }) => playTime(atMs)).join(', ')])}</p>
      )}
      {evidence !== undefined && (
        <p>{text('details_evidence', [evidence.toFixed(2), soft.toFixed(2), strong.toFixed(2)])}</p>
      )}
      {shares.map((share) => (
        <p key={share.detector}>
          {text('details_share', [
            text(detectorName(share.detector)),
            measured.versions[share.detector],
            share.evidence.toFixed(2),
          ])}
        </p>
      ))}
      <p>{text('details_false_alarms', [String(genuine), String(aboveSoft), String(aboveStrong)])}</p>
      {ran !== undefined && <Ran ran={ran} text={text} />}
    </div>
  );
}

function Ran({ ran, text }: { readonly ran: EngineVersions; readonly text: Text }): JSX.Element {
  return (
    <>
      <p>{text('details_ran', [ran.extension, ran.provider])}</p>
      <ul class="models" dir="ltr">
        {Object.entries(ran.models).map(([model, hash]) => (
          <li key={model}>
            {model} <code>{hash}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
