import type { JSX } from 'preact';
import type { DetectorId } from '../../contracts/score.ts';
import { detectorName } from '../../core/show/detector-name.ts';
import type { Text } from '../text.ts';

/** How sure the detectors can be, and what they run on here. */
export interface Sureness {
  /** Share of genuine sources with strong signs; undefined when that was not measured. */
  readonly falseAlarms: { readonly rate: number; readonly sources: number } | undefined;
  readonly detectors: readonly {
    readonly id: DetectorId;
    /** Share of pairs of which it picked the changed one: on its worst and its best material. */
    readonly picks: { readonly worst: number; readonly best: number } | undefined;
  }[];
  /** What they run on here, as the engine names it; undefined when nobody answers. */
  readonly provider: string | undefined;
}

/** Of so many; rounded down, so that nothing looks better than it is. */
const outOf = (share: number, many: number): number => Math.floor(share * many);

/** The limits in words, with the figures behind them. */
export function HowSure({ sureness, text }: { readonly sureness: Sureness; readonly text: Text }): JSX.Element {
  const { falseAlarms, detectors, provider } = sureness;
  return (
    <div class="how-sure">
      <p>{text('popup_how_sure')}</p>
      {falseAlarms !== undefined && (
        <p>{text('sure_alarms', [String(Math.ceil(falseAlarms.rate * 1_000)), falseAlarms.sources])}</p>
      )}
      <ul>
        {detectors.map(({ id, picks }) => (
          <li key={id} data-detector={id}>
            <strong>{text(detectorName(id))}</strong>
            {': '}
            {picks === undefined
              ? text('sure_unmeasured')
              : text('sure_picks', [String(outOf(picks.worst, 100)), String(outOf(picks.best, 100))])}
          </li>
        ))}
      </ul>
      {provider !== undefined && <p data-provider={provider}>{text('sure_provider', [provider])}</p>}
    </div>
  );
}
