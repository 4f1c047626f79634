import type { JSX } from 'preact';
import type { DayCounts } from '../../contracts/day-counts.ts';
import { totalOf } from '../../core/counts/day-counts.ts';
import type { Text } from '../text.ts';

/** What came of today's checks, in one quiet line. */
export function DayLine({ counts, text }: { readonly counts: DayCounts; readonly text: Text }): JSX.Element {
  const total = totalOf(counts);
  const strong = counts['strong-signs'] ?? 0;
  return (
    <p class="day-line" data-total={total} data-strong={strong}>
      {text('popup_day', [total])}
      {total > 0 && <> {strong === 0 ? text('popup_day_calm') : text('popup_day_strong', [strong])}</>}
    </p>
  );
}
