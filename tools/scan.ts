/**
 * `npm run scan -- PATH… [--json]`: the product's own pipeline, in a real browser with the built extension, on files.
 * JSON lines or a table on stdout, everything else on stderr. Ends with 2 only for unusable arguments.
 */
import { basename } from 'node:path';
import type { Fact } from '../src/contracts/fact.ts';
import type { ScanLine } from '../src/contracts/scan.ts';
import { BrowserNotFoundError } from './find-browser.ts';
import { setup as buildWhenStale } from './fresh-build.ts';
import { errorLine, openScanPage, versionOf, type ScanPage } from './scan-page.ts';
import { type FileToScan, filesToScan, readArguments, UnusableArgumentsError, USAGE } from './scan-paths.ts';

const say = (words: string): void => {
  process.stderr.write(`${words}\n`);
};

/** Builders chat on stdout, which belongs to our lines. */
async function buildQuietly(): Promise<void> {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    await buildWhenStale();
  } finally {
    process.stdout.write = write;
  }
}

function printLine(line: ScanLine, isJson: boolean): void {
  process.stdout.write(isJson ? `${JSON.stringify(line)}\n` : `${tableRow(line)}\n`);
}

/** `some-signs     2.41  clip.mp4  (blend-boundary; 12 frames)` */
function tableRow({ file, state, reason, evidence, detectors, frames, failures, facts }: ScanLine): string {
  const figure = evidence === undefined ? '–' : evidence.toFixed(2);
  const why = [
    reason ?? detectors.map(({ detector }) => detector).join(', '),
    `${String(frames.length)} ${frames.length === 1 ? 'frame' : 'frames'}`,
    ...facts.known.map(factWords),
    ...failures.map(({ code, detail }) => (detail === undefined ? code : `${code}: ${detail}`)),
  ];
  return `${state.padEnd(15)} ${figure.padStart(7)}  ${file}  (${why.filter((word) => word !== '').join('; ')})`;
}

/** `signed-record trusted: ai-generated` */
function factWords(fact: Fact): string {
  const who = fact.source === 'signed-record' ? `${fact.source} ${fact.state}` : fact.source;
  return fact.declares.length === 0 ? who : `${who}: ${fact.declares.join(', ')}`;
}

function unreadLine(file: string, dist: string): ScanLine {
  const failure = { code: 'page.undecodable', stage: 'sample', detail: 'its suffix is of no kind we read' } as const;
  return errorLine(file, failure, 'undecodable', { extension: versionOf(dist), provider: 'none', models: {} });
}

async function scanAll(files: readonly FileToScan[], dist: string, isJson: boolean): Promise<void> {
  let page: ScanPage | undefined;
  try {
    for (const [index, { file, absolute, isReadable }] of files.entries()) {
      const startMs = performance.now();
      if (isReadable) page ??= await openScanPage(dist);
      const line = page !== undefined && isReadable ? await page.scan(file, absolute) : unreadLine(file, dist);
      printLine(line, isJson);
      const tookS = ((performance.now() - startMs) / 1000).toFixed(1);
      say(`[${String(index + 1)}/${String(files.length)}] ${line.state}, ${tookS} s: ${basename(file)}`);
    }
  } finally {
    await page?.close().catch(() => undefined);
  }
}

async function main(): Promise<number> {
  // Whoever reads us may have seen enough.
  process.stdout.on('error', () => process.exit(0));
  try {
    const { paths, isJson, dist } = readArguments(process.argv.slice(2));
    const files = filesToScan(paths, say);
    if (dist === undefined) await buildQuietly();
    await scanAll(files, dist ?? 'dist', isJson);
    return 0;
  } catch (problem) {
    if (problem instanceof UnusableArgumentsError) {
      say(`${problem.message}\n${USAGE}`);
      return 2;
    }
    say(problem instanceof BrowserNotFoundError ? problem.message : String(problem));
    return 1;
  }
}

process.exitCode = await main();
