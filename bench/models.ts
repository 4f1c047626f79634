import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withBenchExtension, type BenchBrowser } from './bench-extension.ts';
import { ONE_FACE, openEngine, type EngineAt, type InputText } from './engine-pages.ts';
import { median, type Figure } from './figures.ts';
import { atMost, known, ratioOfPairs, type Measured } from './measured.ts';
import { barPlot } from './plot.ts';
import { findPython, type Python } from './python.ts';
import { barsOf, tableOf } from './rows.ts';
import { repeats, say, type Asked } from './subject.ts';

const THREADS = [1, 2] as const;
const ROUNDS = 10;
const RUNS = 5;
const FINDER = 'face-finder';
/** Wasm SIMD computes four numbers at a time and has no fused multiply-add; native AVX computes eight or sixteen and has. */
const NATIVE_BOUND =
  'WebAssembly SIMD is 128 bits wide without fused multiply-add; native code uses 256 or 512 bits with it';

/** One way of running one model. */
interface Contender {
  /** For example `wasm, 1 thread`. */
  readonly way: string;
  readonly model: string;
  readonly threads: number;
  readonly run: (runs: number) => Promise<readonly number[]>;
}

/** Milliseconds by `<model>, <way>`, one list of runs a round. */
type Rounds = Readonly<Record<string, readonly (readonly number[])[]>>;

const threadsText = (threads: number): string => `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
const nameOf = ({ model, way, threads }: Contender): string => `${model}, ${way}, ${threadsText(threads)}`;

function inBrowser(engine: EngineAt, { model, shape }: InputText): Contender {
  const run = (runs: number) => engine.ask<'model'>({ kind: 'model', model, shape, runs });
  return { way: 'wasm', model, threads: engine.threads, run };
}

function natively(python: Python, threads: number, { model, shape }: InputText): Contender {
  const run = async (runs: number) => {
    const job = { path: `models/${model}.onnx`, shape, threads, runs };
    const [times = []] = (await python.run('native.py', [], [job])) as number[][];
    return times;
  };
  return { way: 'native', model, threads, run };
}

/** float32 and QDQ-int8 variants of the detectors, made from the crops they will be shown. */
async function variants(
  bench: BenchBrowser,
  python: Python,
  engine: EngineAt,
  inputs: readonly InputText[],
): Promise<{ readonly contenders: readonly Contender[]; readonly made: unknown }> {
  const folder = join(bench.folder, 'bench', 'variants');
  mkdirSync(folder, { recursive: true });
  const seen = [...inputs];
  for (const faces of [4, 2]) seen.push(...(await engine.inputs({ ...ONE_FACE, faces })));
  const jobs = inputs.map(({ model }) => ({
    model,
    path: `models/${model}.onnx`,
    inputs: seen.filter((one) => one.model === model).map(({ shape, base64 }) => ({ shape, base64 })),
  }));
  const made = await python.run('variants.py', [folder], jobs);
  const contenders = inputs.flatMap(({ model, shape }) =>
    (['fp32', 'qdq'] as const).map((variant): Contender => {
      const address = `chrome-extension://${bench.extensionId}/bench/variants/${model}-${variant}.onnx`;
      const keepsQdq = variant === 'qdq';
      const run = (runs: number) => engine.ask<'model'>({ kind: 'model', model, address, keepsQdq, shape, runs });
      return { way: `wasm ${variant}`, model, threads: engine.threads, run };
    }),
  );
  return { contenders, made };
}

/** Takes turns, so that whatever slows the machine for a while slows all. */
async function takeTurns(contenders: readonly Contender[], rounds: number): Promise<Rounds> {
  const times: Record<string, (readonly number[])[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) (times[nameOf(contender)] ??= []).push(await contender.run(RUNS));
    say(`models: round ${round + 1} of ${rounds}`);
  }
  return times;
}

/** Per round, the sum over `models` of the median run. */
function perRound(times: Rounds, models: readonly string[], way: string, threads: number): number[] {
  const lists = models.map((model) => times[`${model}, ${way}, ${threadsText(threads)}`] ?? []);
  return (lists[0] ?? []).map((_, round) => lists.reduce((sum, list) => sum + median(list[round] ?? []), 0));
}

function figuresOf(
  times: Rounds,
  detectors: readonly string[],
  hasPython: boolean,
  command: string,
): readonly Figure[] {
  const n = (times[Object.keys(times)[0] ?? ''] ?? []).length;
  const standing = { n: n * RUNS, command };
  const medians = Object.entries(times).map(([name, rounds]) =>
    known(`${name}, median (ms)`, median(rounds.flat()), standing),
  );
  if (!hasPython) return medians;
  const ratio = (models: readonly string[], over: [string, number], under: [string, number]): number =>
    ratioOfPairs(perRound(times, models, ...over), perRound(times, models, ...under));
  return [
    atMost('detectors’ inference, WASM ÷ native, 1 thread', ratio(detectors, ['wasm', 1], ['native', 1]), {
      ...standing,
      most: 4.5,
      bound: NATIVE_BOUND,
    }),
    known('detectors’ inference, WASM ÷ native, 2 threads', ratio(detectors, ['wasm', 2], ['native', 2]), standing),
    known('face finder, WASM ÷ native, 1 thread', ratio([FINDER], ['wasm', 1], ['native', 1]), standing),
    known(
      'detectors’ inference, float32 ÷ shipped, WASM 1 thread',
      ratio(detectors, ['wasm fp32', 1], ['wasm', 1]),
      standing,
    ),
    known(
      'detectors’ inference, QDQ int8 ÷ shipped, WASM 1 thread',
      ratio(detectors, ['wasm qdq', 1], ['wasm', 1]),
      standing,
    ),
    ...medians,
  ];
}

/** Each model alone on the inputs of a 720p frame with one face: browser and native, shipped weights and variants. */
export async function measureModels(asked: Asked): Promise<Measured> {
  const python = findPython('native onnxruntime, float32 and QDQ variants');
  return withBenchExtension(async (bench) => {
    const engines = await Promise.all(THREADS.map((threads) => openEngine(bench, threads)));
    const [single] = engines;
    if (single === undefined) throw new Error('no engine');
    const seen = await single.inputs(ONE_FACE);
    const models = [...new Map(seen.map((input) => [input.model, input])).values()];
    const detectors = models.filter(({ model }) => model !== FINDER);
    if (detectors.length === 0) throw new Error('no detector ran on the frame');
    const varied = python === undefined ? undefined : await variants(bench, python, single, detectors);
    const contenders = [
      ...models.flatMap((input) => engines.map((engine) => inBrowser(engine, input))),
      ...(python === undefined
        ? []
        : models.flatMap((input) => THREADS.map((threads) => natively(python, threads, input)))),
      ...(varied?.contenders ?? []),
    ];
    const times = await takeTurns(contenders, repeats(asked, ROUNDS));
    const names = detectors.map(({ model }) => model);
    const rows = Object.entries(times).map(([name, rounds]) => ({ name, values: rounds.flat() }));
    return {
      figures: figuresOf(times, names, python !== undefined, asked.command),
      samples: {
        shapes: models.map(({ model, shape }) => ({ model, shape })),
        variants: varied?.made ?? null,
        ms: times,
      },
      plots: { models: barPlot('One run of each model, ms (median, whisker to the 95th percentile)', barsOf(rows)) },
      table: tableOf('ms', rows),
    };
  });
}
