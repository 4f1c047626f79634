import { spread } from './measured.ts';
import type { Bar } from './plot.ts';

/** All measurements of one thing. */
export interface Row {
  readonly name: string;
  readonly values: readonly number[];
}

/** Medians with whiskers to the 95th percentile. Throws `RangeError` for a row without values. */
export function barsOf(rows: readonly Row[]): readonly Bar[] {
  return rows.map(({ name, values }) => {
    const { median, p95 } = spread(values);
    return { name, value: median, p95 };
  });
}

/** The same as a markdown table. Throws `RangeError` for a row without values. */
export function tableOf(unit: string, rows: readonly Row[]): string {
  const lines = rows.map(({ name, values }) => {
    const { median, p95, n } = spread(values);
    return `| ${name} | ${median} | ${p95} | ${n} |`;
  });
  return [`| | Median (${unit}) | 95th percentile (${unit}) | n |`, '| --- | --- | --- | --- |', ...lines].join('\n');
}
