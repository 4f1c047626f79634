import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ScanLine } from '../src/contracts/scan.ts';
import { makeTwinPairs, type TwinPairFiles } from '../demo/make-clips.ts';
import { rounded, type Figure } from './figures.ts';
import type { Measured } from './measured.ts';
import { DIST } from './package-size.ts';
import { say, type Asked } from './subject.ts';

const TARGET_SHARE = 0.8;
const SCAN_WITHIN_MS = 20 * 60_000;

/** One seed: the same clip untouched and with its face altered, as the scan judged both. */
export interface JudgedPair {
  readonly seed: number;
  readonly untouched: Pick<ScanLine, 'state' | 'evidence' | 'reason'>;
  readonly twin: Pick<ScanLine, 'state' | 'evidence' | 'reason'>;
  /** False also when one of the two has no evidence. */
  readonly isTwinAbove: boolean;
}

async function scan(paths: readonly string[]): Promise<readonly ScanLine[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['node_modules/tsx/dist/cli.mjs', 'tools/scan.ts', ...paths, '--json', '--dist', DIST],
    { maxBuffer: 256 * 1024 * 1024, timeout: SCAN_WITHIN_MS },
  );
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as ScanLine);
}

function lineFor(lines: readonly ScanLine[], name: string): ScanLine {
  const line = lines.find(({ file }) => file.endsWith(name));
  if (line === undefined) throw new Error(`the scan said nothing of ${name}`);
  return line;
}

function brief({ state, evidence, reason }: ScanLine): JudgedPair['twin'] {
  return {
    state,
    ...(evidence !== undefined && { evidence: rounded(evidence, 3) }),
    ...(reason !== undefined && { reason }),
  };
}

function judgePair({ seed, untouched, twin }: TwinPairFiles, lines: readonly ScanLine[]): JudgedPair {
  const [below, above] = [lineFor(lines, untouched.name), lineFor(lines, twin.name)];
  const isTwinAbove = below.evidence !== undefined && above.evidence !== undefined && above.evidence > below.evidence;
  return { seed, untouched: brief(below), twin: brief(above), isTwinAbove };
}

/** Makes all pairs of the committed seeds and scans them in the real browser. */
async function judgeTwins(): Promise<readonly JudgedPair[]> {
  const pairs = await makeTwinPairs(undefined, say);
  const lines = await scan(pairs.flatMap(({ untouched, twin }) => [untouched.path, twin.path]));
  return pairs.map((pair) => judgePair(pair, lines));
}

/** The share of pairs in which the altered clip has more evidence than the untouched one. */
function twinFigures(pairs: readonly JudgedPair[], command: string): readonly Figure[] {
  const above = pairs.filter(({ isTwinAbove }) => isTwinAbove).length;
  const value = rounded(above / pairs.length, 3);
  const met = value >= TARGET_SHARE;
  const name = 'seeded twins scored above their untouched clip (share of pairs)';
  const figure = { name, target: `≥ ${TARGET_SHARE}`, value, met, n: pairs.length, command };
  const bound =
    'the first weights, trained for one to two hours on stills; the twins are made by code the training never saw';
  return [met ? figure : { ...figure, bound }];
}

/** All pairs as a markdown table. */
function twinsTable(pairs: readonly JudgedPair[]): string {
  const cell = ({ state, evidence, reason }: JudgedPair['twin']): string =>
    `${state}${reason === undefined ? '' : ` (${reason})`} | ${evidence ?? '–'}`;
  const rows = pairs.map(
    ({ seed, untouched, twin, isTwinAbove }) =>
      `| ${seed} | ${cell(untouched)} | ${cell(twin)} | ${isTwinAbove ? 'yes' : 'no'} |`,
  );
  return [
    '| Seed | Untouched: state | evidence | Twin: state | evidence | Twin above |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Whether the altered clip of each seeded pair has more evidence than its untouched twin. */
export async function measureTwins({ command }: Asked): Promise<Measured> {
  const pairs = await judgeTwins();
  return { figures: twinFigures(pairs, command), samples: pairs, plots: {}, table: twinsTable(pairs) };
}
