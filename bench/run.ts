/**
 * `npm run bench`: measures the built extension in a real browser and writes docs/targets/walking-product.json,
 * bench/results/ and the README's table. `npm run bench -- size twins` measures only these parts.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { figuresTable, readFigures, recordFigures, type Figure } from './figures.ts';
import { measureFacts } from './facts.ts';
import { measureFirstVerdict } from './first-verdict.ts';
import { measureMainThread } from './main-thread.ts';
import { serveOneVideo } from './one-video.ts';
import { measurePackage } from './package-size.ts';
import { judgeTwins, twinFigures, twinsTable, type JudgedPair } from './twins.ts';

const PARTS = ['size', 'first-verdict', 'main-thread', 'twins', 'detectors', 'facts'] as const;
type Part = (typeof PARTS)[number];

const RESULTS = 'bench/results';
/** Written by training's evaluation; those with a target are carried over here. */
const DETECTOR_FIGURES = 'docs/targets/detectors.json';

async function onOneVideo(measure: (address: string) => Promise<readonly Figure[]>): Promise<readonly Figure[]> {
  const server = await serveOneVideo();
  try {
    return await measure(server.address);
  } finally {
    await server.close();
  }
}

let pairs: readonly JudgedPair[] = [];

async function measurePart(part: Part): Promise<readonly Figure[]> {
  const command = `npm run bench -- ${part}`;
  switch (part) {
    case 'size':
      return measurePackage(command);
    case 'first-verdict':
      return onOneVideo((address) => measureFirstVerdict(address, command));
    case 'main-thread':
      return onOneVideo((address) => measureMainThread(address, command));
    case 'twins':
      pairs = await judgeTwins();
      return twinFigures(pairs, command);
    case 'facts':
      // Figures of their own file: docs/targets/facts.json.
      await measureFacts(command);
      return [];
    case 'detectors':
      return readFigures(DETECTOR_FIGURES).filter(({ target }) => target !== null);
  }
}

function isPart(word: string): word is Part {
  return (PARTS as readonly string[]).includes(word);
}

function writeResults(figures: readonly Figure[]): void {
  mkdirSync(RESULTS, { recursive: true });
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} threads, Node ${process.versions.node}${busy}`;
  if (pairs.length > 0) {
    writeFileSync(`${RESULTS}/twins.json`, `${JSON.stringify(pairs, null, 2)}\n`);
    writeFileSync(`${RESULTS}/twins.md`, `# Seeded twins\n\n${twinsTable(pairs)}\n`);
  }
  writeFileSync(`${RESULTS}/walking-product.json`, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
  writeFileSync(
    `${RESULTS}/walking-product.md`,
    `# Walking product\n\nMachine: ${machine}\n\n${figuresTable(figures)}\n`,
  );
}

/** Times measured beside other work are wall-clock times of waiting: said aloud, and kept with the figures. */
function busyWarning(): string {
  const [load = 0] = loadavg();
  return load > cpus().length / 2 ? `; the machine was busy (load ${load.toFixed(1)}): times are too long` : '';
}

const asked = process.argv.slice(2);
const unknown = asked.filter((word) => !isPart(word));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Known parts: ${PARTS.join(', ')}`);
  process.exit(2);
}
const busy = busyWarning();
if (busy !== '') console.error(`bench${busy}`);
const fresh: Figure[] = [];
for (const part of asked.length > 0 ? asked.filter(isPart) : PARTS) fresh.push(...(await measurePart(part)));
const all = recordFigures(fresh);
writeResults(all);
console.log(figuresTable(fresh));
