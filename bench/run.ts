/**
 * `npm run bench`: measures the built extension in a real browser and writes docs/targets/, bench/results/ and the
 * README's table. `npm run bench -- size twins` measures only these subjects, `--quick` only tries them: bench/README.md.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { figuresTable, recordFigures, type Figure, type TargetsName } from './figures.ts';
import { machineInWords, readMachine, type Machine } from './machine.ts';
import type { Measured } from './measured.ts';
import { SUBJECTS, subjectsFor, type SubjectName } from './subjects.ts';

const RESULTS = 'bench/results';
const TITLES: Readonly<Record<TargetsName, string>> = {
  'walking-product': 'Walking product',
  engine: 'Engine',
  facts: 'Facts',
  people: 'People',
  schools: 'Schools',
};

function writeSubject(name: SubjectName, measured: Measured, machine: Machine): void {
  const { figures, samples, plots, table = '' } = measured;
  if (samples === null) return;
  writeFileSync(
    `${RESULTS}/${name}.json`,
    `${JSON.stringify({ machine: measured.machine ?? machine, figures, samples }, null, 1)}\n`,
  );
  for (const [plot, svg] of Object.entries(plots)) writeFileSync(`${RESULTS}/${plot}.svg`, svg);
  const pictures = Object.keys(plots).map((plot) => `![${plot}](${plot}.svg)`);
  const words = measured.machine ?? machineInWords(machine);
  const parts = [`# ${name}`, `Machine: ${words}`, figuresTable(figures), table, ...pictures];
  writeFileSync(`${RESULTS}/${name}.md`, `${parts.filter((part) => part !== '').join('\n\n')}\n`);
}

function knownMachine(file: TargetsName): string {
  const { machine } = JSON.parse(readFileSync(`${RESULTS}/${file}.json`, 'utf8')) as { readonly machine: string };
  return machine;
}

/** `machine`: undefined for figures from elsewhere, which leave the line on the others' machine as it is. */
function writeFigures(file: TargetsName, fresh: readonly Figure[], machine: Machine | undefined): void {
  const figures = recordFigures(file, fresh);
  const words = machine === undefined ? knownMachine(file) : machineInWords(machine);
  writeFileSync(`${RESULTS}/${file}.json`, `${JSON.stringify({ machine: words, figures }, null, 2)}\n`);
  writeFileSync(`${RESULTS}/${file}.md`, `# ${TITLES[file]}\n\nMachine: ${words}\n\n${figuresTable(figures)}\n`);
}

async function benchOne(name: SubjectName, machine: Machine, isQuick: boolean): Promise<void> {
  console.error(`bench: ${name}`);
  const startMs = Date.now();
  const { files, measure } = SUBJECTS[name];
  const measured = await measure({ command: `npm run bench -- ${name}`, isQuick });
  if (measured.missing !== undefined) {
    console.error(`bench: ${name} was not measured: ${measured.missing}`);
    return;
  }
  if (measured.figures.length === 0) throw new Error(`${name} measured nothing`);
  console.log(figuresTable(measured.figures));
  console.error(`bench: ${name} took ${((Date.now() - startMs) / 60_000).toFixed(1)} minutes`);
  if (isQuick) return;
  mkdirSync(RESULTS, { recursive: true });
  writeSubject(name, measured, machine);
  const here = measured.machine === undefined ? machine : undefined;
  for (const file of files) writeFigures(file, measured.figures, here);
}

const words = process.argv.slice(2);
const isQuick = words.includes('--quick');
try {
  const names = subjectsFor(words.filter((word) => word !== '--quick'));
  const machine = await readMachine();
  console.error(`bench: ${machineInWords(machine)}`);
  // A subject that fails must not take along what the others measured; it is said at the end, and by the exit code.
  const failed: string[] = [];
  for (const name of names) {
    await benchOne(name, machine, isQuick).catch((error: unknown) => {
      console.error(`bench: ${name} failed:`, error);
      failed.push(name);
    });
  }
  if (failed.length > 0) console.error(`bench: failed: ${failed.join(', ')}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof RangeError ? error.message : error);
  process.exitCode = 2;
}
