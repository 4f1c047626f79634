import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Pixels } from '../../contracts/frame.ts';
import type { SightingId, SightingReport } from '../../contracts/sighting.ts';
import { badgeView } from '../../core/show/badge-view.ts';
import { factsView } from '../../core/show/fact-view.ts';
import { FactList } from '../facts/fact-list.tsx';
import { playTime } from '../play-time.ts';
import { StateMark } from '../state-mark/state-mark.tsx';
import type { Text } from '../text.ts';
import { ThumbnailPicture } from '../thumbnail/thumbnail.tsx';

/** What a row can do, and what it is given besides the sighting. */
export interface SightingItemPorts {
  readonly text: Text;
  readonly thumbnails: ReadonlyMap<SightingId, Pixels>;
  /** The row came into sight and has no thumbnail. */
  readonly onThumbnailWanted: (id: SightingId) => void;
  readonly onShow: (id: SightingId) => void;
  /** Where a report on it is made; undefined where that is switched off. */
  readonly reportAddress: ((id: SightingId) => string) | undefined;
}

/** What a person can tell a video by, besides its picture: its place, length and size. */
function traits({ host, durationMs, widthPx, heightPx }: SightingReport): string {
  const size = widthPx > 0 && heightPx > 0 ? `${String(widthPx)} × ${String(heightPx)}` : '';
  const length = durationMs > 0 ? playTime(durationMs) : '';
  return [host, length, size].filter((trait) => trait !== '').join(' · ');
}

/** One video of the tab: its picture, its state in words, why, and at which moments. The attributes carry the figures for reports and tests. */
export function SightingItem({
  sighting,
  ports,
}: {
  readonly sighting: SightingReport;
  readonly ports: SightingItemPorts;
}): JSX.Element {
  const { id, verdict, widthPx, heightPx, host } = sighting;
  const { text } = ports;
  const row = useRef<HTMLLIElement>(null);
  const pixels = ports.thumbnails.get(id);
  useEffect(() => {
    if (pixels !== undefined || row.current === null) return;
    const watch = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) ports.onThumbnailWanted(id);
    });
    watch.observe(row.current);
    return () => {
      watch.disconnect();
    };
  }, [id, verdict.state, pixels === undefined]);
  return (
    <li
      ref={row}
      data-sighting={id}
      data-state={verdict.state}
      data-reason={'reason' in verdict ? verdict.reason : ''}
      data-evidence={'evidence' in verdict ? String(verdict.evidence) : ''}
      data-width={widthPx}
      data-height={heightPx}
      data-host={host}
      data-route={sighting.route ?? ''}
    >
      <button
        type="button"
        class="show"
        aria-label={text('popup_show', [traits(sighting)])}
        title={text('popup_show_short')}
        onClick={() => {
          ports.onShow(id);
        }}
      >
        <ThumbnailPicture pixels={pixels} />
      </button>
      <Words sighting={sighting} ports={ports} />
    </li>
  );
}

function Words({
  sighting,
  ports,
}: {
  readonly sighting: SightingReport;
  readonly ports: SightingItemPorts;
}): JSX.Element {
  const { id, verdict } = sighting;
  const { text, reportAddress } = ports;
  // The list explains every state; whether a badge speaks up by itself makes no difference here.
  const view = badgeView(verdict, 'standard');
  const moments = 'moments' in verdict ? verdict.moments : [];
  const isAnswer = verdict.state !== 'not-checked' && verdict.state !== 'checking';
  return (
    <div class="words">
      <p class="word">
        <StateMark state={verdict.state} />
        {text(view.word)}
      </p>
      {verdict.state !== 'not-checked' && verdict.state !== 'could-not-check' && <p>{text(view.meaning)}</p>}
      {view.because !== undefined && verdict.state !== 'no-signs' && <p>{text(view.because)}</p>}
      {moments.length > 0 && (
        <p>{text('popup_moments', [moments.map(({ startMs }) => playTime(startMs)).join(', ')])}</p>
      )}
      <FactList facts={factsView(sighting.facts, verdict.state)} text={text} />
      <p class="traits">
        <bdi>{traits(sighting)}</bdi>
      </p>
      {isAnswer && reportAddress !== undefined && (
        <a
          class="make-report"
          href={reportAddress(id)}
          target="_blank"
          rel="noopener"
          aria-label={text('popup_report_of', [traits(sighting)])}
        >
          {text('report_make')}
        </a>
      )}
    </div>
  );
}
