import type { JSX } from 'preact';
import type { SightingReport } from '../../contracts/sighting.ts';
import { reasonText } from '../../core/show/badge-view.ts';
import { bySeriousness, uncheckedReasons } from './order-sightings.ts';
import { SightingItem, type SightingItemPorts } from './sighting-item.tsx';

interface VerdictListProps {
  readonly sightings: readonly SightingReport[];
  readonly ports: SightingItemPorts;
  readonly onCheckLive: () => void;
}

/** All videos of a tab: those that were looked at, most serious first; then how many were not, and why. */
export function VerdictList({ sightings, ports, onCheckLive }: VerdictListProps): JSX.Element {
  const ordered = bySeriousness(sightings);
  const lookedAt = ordered.filter(({ verdict }) => verdict.state !== 'not-checked');
  const leftAlone = ordered.filter(({ verdict }) => verdict.state === 'not-checked');
  return (
    <>
      {lookedAt.length > 0 && <Rows sightings={lookedAt} ports={ports} />}
      {leftAlone.length > 0 && <LeftAlone sightings={leftAlone} ports={ports} onCheckLive={onCheckLive} />}
    </>
  );
}

function Rows({ sightings, ports }: Pick<VerdictListProps, 'sightings' | 'ports'>): JSX.Element {
  return (
    <ul class="sightings">
      {sightings.map((sighting) => (
        <SightingItem key={sighting.id} sighting={sighting} ports={ports} />
      ))}
    </ul>
  );
}

function LeftAlone({ sightings, ports, onCheckLive }: VerdictListProps): JSX.Element {
  const { text } = ports;
  const reasons = uncheckedReasons(sightings);
  return (
    <section class="left-alone" aria-labelledby="left-alone">
      <h3 id="left-alone">{text('popup_not_checked_count', [sightings.length])}</h3>
      <ul>
        {reasons.map(([reason, count]) => (
          <li key={reason}>
            {text('popup_reason_count', [count, text(reasonText({ state: 'not-checked', reason }))])}
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
        <Rows sightings={sightings} ports={ports} />
      </details>
    </section>
  );
}
