import { median, quantile, rounded, type Figure } from './figures.ts';

/** What a subject measured. */
export interface Measured {
  readonly figures: readonly Figure[];
  /** Every single measurement, for whoever wants to compute something else from it. */
  readonly samples: unknown;
  /** SVG by file name without its ending. */
  readonly plots: Readonly<Record<string, string>>;
  /** Markdown that its page shows beneath the figures. */
  readonly table?: string;
  /** The machine in one line, where it was another than this. */
  readonly machine?: string;
  /** What this machine has not, so that nothing could be measured: no failure, and the old figures stay. */
  readonly missing?: string;
}

/** What stands beside a value. */
export interface Standing {
  readonly n: number;
  readonly command: string;
}

/** What is aimed at. */
export interface Limit extends Standing {
  readonly most: number;
  readonly unit?: string;
  /** What bounds the value should it be missed. */
  readonly bound: string;
}

/** The value as it may be published: a figure behind which nothing was measured would look like a very good one. */
function published(name: string, value: number, n: number): number {
  if (!Number.isFinite(value) || n < 1) throw new RangeError(`nothing was measured for "${name}"`);
  return Number(value.toPrecision(3));
}

/** A figure that is only to be known. Throws `RangeError` when it is not finite or nothing stands behind it. */
export function known(name: string, value: number, { n, command }: Standing): Figure {
  return { name, target: null, value: published(name, value, n), met: null, n, command };
}

/** A figure that aims at no more than `most`. Throws `RangeError` as `known` does. */
export function atMost(name: string, value: number, { n, command, most, unit, bound }: Limit): Figure {
  const met = value <= most;
  const target = `≤ ${most}${unit === undefined ? '' : ` ${unit}`}`;
  const figure = { name, target, value: published(name, value, n), met, n, command };
  return met ? figure : { ...figure, bound };
}

/** Median and 95th percentile, for reading. Throws `RangeError` for no values. */
export function spread(values: readonly number[]): {
  readonly median: number;
  readonly p95: number;
  readonly n: number;
} {
  if (values.length === 0) throw new RangeError('nothing was measured');
  return { median: rounded(median(values), 3), p95: rounded(quantile(values, 0.95), 3), n: values.length };
}

/** The median of `over[i] / under[i]`: what slows the machine slows both members of a pair. Throws `RangeError` for no pairs. */
export function ratioOfPairs(over: readonly number[], under: readonly number[]): number {
  if (over.length === 0 || over.length !== under.length)
    throw new RangeError('ratios need as many values above as below');
  return median(over.map((value, index) => value / (under[index] ?? NaN)));
}
