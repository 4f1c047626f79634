import { statSync } from 'node:fs';
import { join } from 'node:path';
import { withBenchExtension, type BenchBrowser } from './bench-extension.ts';
import { assertAllScored, ONE_FACE, openEngine, type EngineAt } from './engine-pages.ts';
import { median, type Figure } from './figures.ts';
import { atMost, known, ratioOfPairs, type Measured } from './measured.ts';
import type { CheckTimes } from './page/engine-wire.ts';
import { barPlot } from './plot.ts';
import { findPython, type Python } from './python.ts';
import { barsOf, tableOf, type Row } from './rows.ts';
import { repeats, say, type Asked } from './subject.ts';

const THREADS = [1, 2] as const;
const ROUNDS = 6;
const CHECKS = 4;
const VIT_SHAPE = [1, 3, 224, 224];
const VIT_BOUND =
  'two thirds of a check are the two Lite0 networks, a third of which still are depthwise convolutions on large maps, at which WebAssembly is slow';

/** What one thread count took, one entry a round. */
interface Taken {
  readonly threads: number;
  readonly checks: CheckTimes[][];
  readonly vitMs: number[];
}

/** A check's stages by name, milliseconds. */
export function stagesByName({
  wholeMs,
  finderMs,
  secondLookMs,
  cutsMs,
  detectorsMs,
}: CheckTimes): Record<string, number> {
  return { 'face finder': finderMs, 'second look': secondLookMs, cuts: cutsMs, ...detectorsMs, 'whole check': wholeMs };
}

async function oneRound(engine: EngineAt, taken: Taken, vitAddress: string | undefined): Promise<void> {
  const answer = await engine.ask<'check'>({ kind: 'check', frame: ONE_FACE, runs: CHECKS });
  assertAllScored(ONE_FACE, answer);
  taken.checks.push([...answer.times]);
  if (vitAddress === undefined) return;
  const model = { kind: 'model', model: 'vit-b-16', address: vitAddress, shape: VIT_SHAPE, runs: 1 } as const;
  taken.vitMs.push(...(await engine.ask<'model'>(model)));
}

function figuresOf({ threads, checks, vitMs }: Taken, command: string): readonly Figure[] {
  const way = `WASM ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  const standing = { n: checks.flat().length, command };
  const rows = checks.flat().map(stagesByName);
  const stages = Object.keys(rows[0] ?? {}).map((stage) =>
    known(`${stage} at 720p, one face, ${way}, median (ms)`, median(rows.map((row) => row[stage] ?? NaN)), standing),
  );
  if (vitMs.length === 0) return stages;
  const whole = checks.map((round) => median(round.map(({ wholeMs }) => wholeMs)));
  const name = `whole check of a frame ÷ ViT-B/16 on one crop, ${way}`;
  const ratio = ratioOfPairs(whole, vitMs);
  const ratioFigure =
    threads === 1
      ? atMost(name, ratio, { n: vitMs.length, command, most: 0.1, bound: VIT_BOUND })
      : known(name, ratio, { n: vitMs.length, command });
  return [
    ratioFigure,
    known(`ViT-B/16 on one crop, ${way}, median (ms)`, median(vitMs), { n: vitMs.length, command }),
    ...stages,
  ];
}

function rowsOf({ threads, checks, vitMs }: Taken): readonly Row[] {
  const times = checks.flat().map(stagesByName);
  const stages = Object.keys(times[0] ?? {}).map((stage) => ({
    name: `${stage}, ${threads} t`,
    values: times.map((one) => one[stage] ?? NaN),
  }));
  return vitMs.length === 0 ? stages : [...stages, { name: `ViT-B/16, ${threads} t`, values: vitMs }];
}

async function putVit(python: Python, bench: BenchBrowser): Promise<string> {
  const path = join(bench.folder, 'bench', 'vit-b-16.onnx');
  const parameters = await python.run('vit.py', [path]);
  say(`ViT-B/16: ${String(parameters)} parameters, ${statSync(path).size} bytes`);
  return `chrome-extension://${bench.extensionId}/bench/vit-b-16.onnx`;
}

/** The stages of one whole check of a 720p frame with one face, and a ViT-B/16 beside it, at each thread count. */
export async function measureStages(asked: Asked): Promise<Measured> {
  const python = findPython('ViT-B/16 beside our check');
  return withBenchExtension(async (bench) => {
    const vitAddress = python === undefined ? undefined : await putVit(python, bench);
    const lanes = await Promise.all(
      THREADS.map(async (threads) => ({
        engine: await openEngine(bench, threads),
        taken: { threads, checks: [], vitMs: [] },
      })),
    );
    const rounds = repeats(asked, ROUNDS);
    for (let round = 0; round < rounds; round += 1) {
      for (const { engine, taken } of lanes) await oneRound(engine, taken, vitAddress);
      say(`stages: round ${round + 1} of ${rounds}`);
    }
    const taken = lanes.map((lane) => lane.taken);
    const rows = taken.flatMap(rowsOf);
    return {
      figures: taken.flatMap((one) => figuresOf(one, asked.command)),
      samples: { frame: ONE_FACE, taken },
      plots: { stages: barPlot('Stages of one whole check at 720p with one face, ms', barsOf(rows)) },
      table: tableOf('ms', rows),
    };
  });
}
