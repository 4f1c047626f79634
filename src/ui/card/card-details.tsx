import type { JSX } from 'preact';
import type { CardView } from '../../contracts/card.ts';
import type { DetectorFigures } from '../../contracts/detector-figures.ts';
import type { EngineVersions } from '../../contracts/scan.ts';
import { detectorName } from '../../core/show/badge-view.ts';
import { playTime } from '../play-time.ts';
import type { Text } from '../text.ts';

interface CardDetailsProps {
  readonly view: CardView;
  readonly figures: DetectorFigures;
  /** What ran; absent until the engine has answered. */
  readonly ran: EngineVersions | undefined;
  readonly text: Text;
}

/** Figures for those who compare: what was looked at, what came of it, how often that is wrong, and what ran. */
export function CardDetails({ view, figures, ran, text }: CardDetailsProps): JSX.Element {
  const { coverage, evidence, shares, timeline } = view;
  const { soft, strong } = figures.thresholds;
  const { genuine, aboveSoft, aboveStrong } = figures.falseAlarms;
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
            figures.versions[share.detector],
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
