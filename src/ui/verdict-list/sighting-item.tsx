import type { JSX } from 'preact';
import type { SightingReport } from '../../contracts/sighting.ts';
import { badgeView } from '../../core/show/badge-view.ts';
import { factsView } from '../../core/show/fact-view.ts';
import { FactList } from '../facts/fact-list.tsx';
import { playTime } from '../play-time.ts';
import { StateMark } from '../state-mark/state-mark.tsx';
import type { Text } from '../text.ts';

/** What a person can tell a video by: its place, length and size. Nothing of its content is known here. */
function traits({ host, durationMs, widthPx, heightPx }: SightingReport): string {
  const size = widthPx > 0 && heightPx > 0 ? `${String(widthPx)} × ${String(heightPx)}` : '';
  const length = durationMs > 0 ? playTime(durationMs) : '';
  return [host, length, size].filter((trait) => trait !== '').join(' · ');
}

/** One video of the tab: its state in words, why, and at which moments. The attributes carry the figures for reports and tests. */
export function SightingItem({
  sighting,
  text,
}: {
  readonly sighting: SightingReport;
  readonly text: Text;
}): JSX.Element {
  const { id, verdict, widthPx, heightPx, host } = sighting;
  // The list explains every state; whether a badge speaks up by itself makes no difference here.
  const view = badgeView(verdict, 'standard');
  const moments = 'moments' in verdict ? verdict.moments : [];
  return (
    <li
      data-sighting={id}
      data-state={verdict.state}
      data-reason={'reason' in verdict ? verdict.reason : ''}
      data-evidence={'evidence' in verdict ? String(verdict.evidence) : ''}
      data-width={widthPx}
      data-height={heightPx}
      data-host={host}
      data-route={sighting.route ?? ''}
    >
      <StateMark state={verdict.state} />
      <div>
        <p class="word">{text(view.word)}</p>
        {verdict.state !== 'not-checked' && verdict.state !== 'could-not-check' && <p>{text(view.meaning)}</p>}
        {view.because !== undefined && <p>{text(view.because)}</p>}
        {moments.length > 0 && (
          <p>{text('popup_moments', [moments.map(({ startMs }) => playTime(startMs)).join(', ')])}</p>
        )}
        <FactList facts={factsView(sighting.facts, verdict.state)} text={text} />
        <p class="traits" dir="auto">
          {traits(sighting)}
        </p>
      </div>
    </li>
  );
}
