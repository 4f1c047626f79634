import type { JSX } from 'preact';
import type { SightingReport } from '../../contracts/sighting.ts';
import { reasonText } from '../../core/show/badge-view.ts';
import type { Text } from '../text.ts';
import { bySeriousness, uncheckedReasons } from './order-sightings.ts';
import { SightingItem } from './sighting-item.tsx';

interface VerdictListProps {
  readonly sightings: readonly SightingReport[];
  readonly text: Text;
  readonly onCheckLive: () => void;
}

/** Each document numbers its own sightings, so an id alone may occur twice in a tab. */
const rowKey = (sighting: SightingReport, index: number): string => `${sighting.id} ${String(index)}`;

/** All videos of a tab: those that were looked at, most serious first; then how many were not, and why. */
export function VerdictList({ sightings, text, onCheckLive }: VerdictListProps): JSX.Element {
  const ordered = bySeriousness(sightings);
  const lookedAt = ordered.filter(({ verdict }) => verdict.state !== 'not-checked');
  const leftAlone = ordered.filter(({ verdict }) => verdict.state === 'not-checked');
  return (
    <>
      {lookedAt.length > 0 && (
        <ul class="sightings">
          {lookedAt.map((sighting, index) => (
            <SightingItem key={rowKey(sighting, index)} sighting={sighting} text={text} />
          ))}
        </ul>
      )}
      {leftAlone.length > 0 && <LeftAlone sightings={leftAlone} text={text} onCheckLive={onCheckLive} />}
    </>
  );
}

function LeftAlone({ sightings, text, onCheckLive }: VerdictListProps): JSX.Element {
  const reasons = uncheckedReasons(sightings);
  return (
    <section class="left-alone" aria-labelledby="left-alone">
      <h3 id="left-alone">{text('popup_not_checked_count', [String(sightings.length)])}</h3>
      <ul>
        {reasons.map(([reason, count]) => (
          <li key={reason}>
            {text('popup_reason_count', [String(count), text(reasonText({ state: 'not-checked', reason }))])}
          </li>
        ))}
      </ul>
      {reasons.some(([reason]) => reason === 'live-camera') && (
        <button type="button" id="check-live" onClick={onCheckLive}>
          {text('popup_check_live')}
        </button>
      )}
      <details>
        <summary>{text('popup_each')}</summary>
        <ul class="sightings">
          {sightings.map((sighting, index) => (
            <SightingItem key={rowKey(sighting, index)} sighting={sighting} text={text} />
          ))}
        </ul>
      </details>
    </section>
  );
}
