import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Files of figures: the README shows those of the first. */
const TARGETS = {
  'walking-product': 'docs/targets/walking-product.json',
  engine: 'docs/targets/engine.json',
  facts: 'docs/targets/facts.json',
  people: 'docs/targets/people.json',
  schools: 'docs/targets/schools.json',
} as const;
export type TargetsName = keyof typeof TARGETS;

const README = 'README.md';
const START = '<!-- figures: start (bench/figures.ts) -->';
const END = '<!-- figures: end -->';

/** One measured figure, with its unit in the name. */
export interface Figure {
  readonly name: string;
  /** What was aimed at, in words; `null` when the figure is only to be known. */
  readonly target: string | null;
  readonly value: number;
  readonly met: boolean | null;
  /** How many measurements stand behind the value. */
  readonly n: number;
  /** Repeats the measurement. */
  readonly command: string;
  /** What bounds the value where the target is missed. */
  readonly bound?: string;
}

/** The figures of a file, or none when it is not there yet. Throws `SyntaxError` when it is no JSON. */
export function readFigures(path: string): readonly Figure[] {
  if (!existsSync(path)) return [];
  const found = JSON.parse(readFileSync(path, 'utf8')) as Figure | readonly Figure[];
  return Array.isArray(found) ? (found as readonly Figure[]) : [found as Figure];
}

function verdictOn({ target, met }: Figure): string {
  if (target === null || met === null) return 'measured';
  return met ? 'met' : '**missed**';
}

/** A markdown table of figures, one line each; what bounds a missed one stands beneath. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map(
    (figure) =>
      `| ${figure.name} | ${figure.value} | ${figure.target ?? '–'} | ${verdictOn(figure)} | ${figure.n} | \`${figure.command}\` |`,
  );
  const bounds = figures.flatMap(({ name, bound }) => (bound === undefined ? [] : [`- ${name}: ${bound}`]));
  const table = ['| Figure | Value | Target | | n | Command |', '| --- | --- | --- | --- | --- | --- |', ...rows];
  return [...table, ...(bounds.length > 0 ? ['', 'What bounds the missed ones:', '', ...bounds] : [])].join('\n');
}

/** The README with the figures between its markers. Throws when the markers are missing. */
export function withFigures(readme: string, figures: readonly Figure[]): string {
  const from = readme.indexOf(START);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error(`${README} must hold "${START}" and, after it, "${END}"`);
  const table = figures.length === 0 ? 'Nothing measured yet.' : figuresTable(figures);
  return `${readme.slice(0, from + START.length)}\n\n<!-- prettier-ignore -->\n${table}\n\n${readme.slice(to)}`;
}

/** Puts new figures beside the known ones of a file, replacing all that the same commands wrote. */
export function recordFigures(name: TargetsName, figures: readonly Figure[]): readonly Figure[] {
  const fresh = new Set(figures.map(({ command }) => command));
  const all = [...readFigures(TARGETS[name]).filter(({ command }) => !fresh.has(command)), ...figures].sort((a, b) =>
    a.name.localeCompare(b.name, 'en'),
  );
  writeFileSync(TARGETS[name], `${JSON.stringify(all, null, 2)}\n`);
  if (name === 'walking-product') writeFileSync(README, withFigures(readFileSync(README, 'utf8'), all));
  return all;
}

/** The middle value; the mean of the two middle ones for an even count. `NaN` for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The `share` quantile (0 to 1), linear between neighbours. `NaN` for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Rounded for reading: `digits` behind the point. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
