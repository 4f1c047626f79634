import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LookKind, Timeline, TimelineLook } from '../../contracts/card.ts';
import type { TextKey } from '../../contracts/badge.ts';
import { playTime } from '../play-time.ts';
import type { Text } from '../text.ts';

const LOOK_TEXTS: Readonly<Record<LookKind, TextKey>> = {
  signs: 'card_look_signs',
  scored: 'card_look_scored',
  'no-face': 'card_look_no_face',
};

interface TimelineBarProps {
  readonly timeline: Timeline;
  readonly text: Text;
  readonly onSeek: (atMs: number) => void;
}

/**
 * The looks of a video along its length, with the moments standing out by height. Arrow keys go from look to look,
 * page keys from moment to moment, Enter goes there. Runs from left to right in every language, as players do.
 */
export function TimelineBar({ timeline, text, onSeek }: TimelineBarProps): JSX.Element {
  const { startMs, endMs, looks, momentsMs } = timeline;
  const [chosenMs, setChosenMs] = useState(momentsMs[0] ?? looks[0]?.atMs ?? startMs);
  const chosen = nearestLook(looks, chosenMs);
  const place = (atMs: number): string => `${((100 * (atMs - startMs)) / Math.max(1, endMs - startMs)).toFixed(2)}%`;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      if (chosen !== undefined) onSeek(chosen.atMs);
    } else {
      const next = afterKey(event.key, timeline, chosenMs);
      if (next === undefined) return;
      setChosenMs(next);
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent & { readonly currentTarget: HTMLElement }): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const look = nearestLook(looks, startMs + ((event.clientX - left) / Math.max(1, width)) * (endMs - startMs));
    if (look === undefined) return;
    setChosenMs(look.atMs);
    onSeek(look.atMs);
  };
  return (
    <div class="timeline" dir="ltr">
      <div
        class="bar"
        role="slider"
        tabIndex={0}
        aria-label={text('card_timeline')}
        aria-valuemin={Math.round(startMs)}
        aria-valuemax={Math.round(endMs)}
        aria-valuenow={Math.round(chosen?.atMs ?? startMs)}
        aria-valuetext={chosen === undefined ? undefined : text(LOOK_TEXTS[chosen.kind], [playTime(chosen.atMs)])}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {looks.map(({ atMs, kind }) => (
          <span key={atMs} class={`look ${kind}`} style={{ left: place(atMs) }} />
        ))}
        {chosen !== undefined && <span class="chosen" style={{ left: place(chosen.atMs) }} />}
      </div>
      <div class="ends" aria-hidden="true">
        <span>{playTime(startMs)}</span>
        <span class="at">{chosen !== undefined && text(LOOK_TEXTS[chosen.kind], [playTime(chosen.atMs)])}</span>
        <span>{playTime(endMs)}</span>
      </div>
    </div>
  );
}

function nearestLook(looks: readonly TimelineLook[], atMs: number): TimelineLook | undefined {
  return looks.toSorted((a, b) => Math.abs(a.atMs - atMs) - Math.abs(b.atMs - atMs))[0];
}

/** Where a key goes from a position; undefined for keys that mean nothing here. */
function afterKey(key: string, { looks, momentsMs }: Timeline, fromMs: number): number | undefined {
  const positions = looks.map(({ atMs }) => atMs);
  const after = (stops: readonly number[]): number => stops.find((one) => one > fromMs) ?? fromMs;
  const before = (stops: readonly number[]): number => stops.findLast((one) => one < fromMs) ?? fromMs;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return after(positions);
    case 'ArrowLeft':
    case 'ArrowDown':
      return before(positions);
    case 'PageDown':
      return after(momentsMs);
    case 'PageUp':
      return before(momentsMs);
    case 'Home':
      return positions[0];
    case 'End':
      return positions.at(-1);
    default:
      return undefined;
  }
}
