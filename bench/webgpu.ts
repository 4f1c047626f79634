import { readFileSync } from 'node:fs';
import { withBenchExtension } from './bench-extension.ts';
import type { Figure } from './figures.ts';
import { median } from './figures.ts';
import {
  GRAPHICS_ARGS,
  sampleGraphics,
  type GraphicsCounts,
  type GraphicsLane,
  type GraphicsSamples,
} from './graphics-samples.ts';
import { known, ratioOfPairs, type Measured, type Standing } from './measured.ts';
import type { CheckTimes } from './page/engine-wire.ts';
import { barPlot } from './plot.ts';
import { barsOf, tableOf, type Row } from './rows.ts';
import { stagesByName } from './stages.ts';
import { repeats, type Asked } from './subject.ts';

/** File of samples from a machine that the bench cannot be brought to. */
const CARRIED = 'SECOND_LOOK_GRAPHICS_SAMPLES';
const ROUNDS = 6;
const CHECKS = 5;

interface NamedLane extends GraphicsLane {
  readonly name: string;
}

const medians = (rounds: readonly (readonly CheckTimes[])[]): readonly number[] =>
  rounds.map((round) => median(round.map(({ wholeMs }) => wholeMs)));

const largestDifference = (some: readonly number[], others: readonly number[]): number =>
  Math.max(...some.map((value, at) => Math.abs(value - (others[at] ?? NaN))));

function figuresOf(lane: NamedLane, wasm: NamedLane, command: string): readonly Figure[] {
  const { name, logits } = lane;
  const standing: Standing = { n: lane.oneFace.flat().length, command };
  const all = lane.oneFace.flat().map(({ wholeMs }) => wholeMs);
  const four = lane.fourFaces.flat().map(({ wholeMs }) => wholeMs);
  const times = [
    known(`whole check at 720p, one face, ${name}, median (ms)`, median(all), standing),
    known(`whole check at 720p, four faces, ${name}, median (ms)`, median(four), standing),
    known(`first check, models loaded and shaders compiled, ${name} (ms)`, lane.firstMs, { n: 1, command }),
  ];
  if (lane === wasm) return times;
  const [one, many] = (['oneFace', 'fourFaces'] as const).map((frame) =>
    ratioOfPairs(medians(lane[frame]), medians(wasm[frame])),
  );
  const rounds = { n: lane.oneFace.length, command };
  const difference = largestDifference(logits, wasm.logits);
  return [
    ...times,
    known(`whole check at 720p, one face, ${name} ÷ ${wasm.name}`, one ?? NaN, rounds),
    known(`whole check at 720p, four faces, ${name} ÷ ${wasm.name}`, many ?? NaN, rounds),
    known(`largest difference of a logit, ${name} against WASM`, difference, { n: logits.length, command }),
  ];
}

function rowsOf({ name, oneFace }: NamedLane): readonly Row[] {
  const times = oneFace.flat().map(stagesByName);
  return Object.keys(times[0] ?? {}).map((stage) => ({
    name: `${stage}, ${name}`,
    values: times.map((one) => one[stage] ?? NaN),
  }));
}

/** Measured here, or taken from where `sampleGraphics` measured on another machine: bench/README.md. */
async function samplesOf(counts: GraphicsCounts): Promise<GraphicsSamples> {
  const path = process.env[CARRIED];
  if (path !== undefined) return JSON.parse(readFileSync(path, 'utf8')) as GraphicsSamples;
  return withBenchExtension((bench) => sampleGraphics(bench, counts), GRAPHICS_ARGS);
}

function nameOf({ wish, description }: GraphicsLane, graphics: string): string {
  if (wish === 'wasm') return description.replace('wasm,', 'WASM');
  return `WebGPU ${wish === 'webgpu' ? 'float32' : 'float16'} on ${graphics}`;
}

/** Whole checks on this machine's graphics processor, in full and in half precision, and WebAssembly beside them. */
export async function measureWebgpu(asked: Asked): Promise<Measured> {
  const counts = { rounds: repeats(asked, ROUNDS), checks: CHECKS };
  const { machine, graphics, lanes: plain } = await samplesOf(counts);
  const lanes = plain.map((lane) => ({ ...lane, name: nameOf(lane, graphics) }));
  const wasm = lanes.find(({ wish }) => wish === 'wasm');
  if (wasm === undefined)
    return { figures: [], samples: null, plots: {}, missing: `no graphics adapter here: ${graphics}` };
  const rows = lanes.flatMap(rowsOf);
  return {
    figures: lanes.flatMap((lane) => figuresOf(lane, wasm, asked.command)),
    samples: { graphics, lanes },
    ...(machine !== undefined && { machine }),
    plots: { webgpu: barPlot('Stages of one whole check at 720p with one face, ms', barsOf(rows)) },
    table: tableOf('ms', rows),
  };
}
