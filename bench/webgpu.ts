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
import { known, ratioOfPairs, type Measured } from './measured.ts';
import type { CheckTimes } from './page/engine-wire.ts';
import { barPlot } from './plot.ts';
import { barsOf, tableOf, type Row } from './rows.ts';
import { stagesByName } from './stages.ts';
import { repeats, type Asked } from './subject.ts';

/** File of samples from a machine that the bench cannot be brought to. */
const CARRIED = 'SECOND_LOOK_GRAPHICS_SAMPLES';
const ROUNDS = 6;
const CHECKS = 5;

type Frame = 'oneFace' | 'fourFaces';
const FRAMES: readonly (readonly [string, Frame])[] = [
  ['one face', 'oneFace'],
  ['four faces', 'fourFaces'],
];

interface NamedLane extends GraphicsLane {
  readonly name: string;
}

const medians = (rounds: readonly (readonly CheckTimes[])[]): readonly number[] =>
  rounds.map((round) => median(round.map(({ wholeMs }) => wholeMs)));

function figuresOf(lane: NamedLane, wasm: NamedLane, command: string): readonly Figure[] {
  const { name, logits, firstMs } = lane;
  const first = `first check, models loaded and shaders compiled, ${name} (ms)`;
  const checks = FRAMES.flatMap(([faces, frame]) =>
    checkFigures(`whole check at 720p, ${faces}`, frame, lane, wasm, command),
  );
  const figures = [...checks, known(first, firstMs, { n: 1, command })];
  if (lane === wasm) return figures;
  const compared = logits.slice(0, wasm.logits.length);
  const difference = Math.max(...compared.map((value, at) => Math.abs(value - (wasm.logits[at] ?? NaN))));
  return [
    ...figures,
    known(`largest difference of a logit, ${name} against WASM`, difference, { n: compared.length, command }),
  ];
}

/** None for a frame that was not checked. */
function checkFigures(
  what: string,
  frame: Frame,
  lane: NamedLane,
  wasm: NamedLane,
  command: string,
): readonly Figure[] {
  const all = lane[frame].flat().map(({ wholeMs }) => wholeMs);
  if (all.length === 0) return [];
  const time = known(`${what}, ${lane.name}, median (ms)`, median(all), { n: all.length, command });
  if (lane === wasm || wasm[frame].length === 0) return [time];
  const ratio = ratioOfPairs(medians(lane[frame]), medians(wasm[frame]));
  return [time, known(`${what}, ${lane.name} ÷ ${wasm.name}`, ratio, { n: lane[frame].length, command })];
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
  if (wish === 'wasm') return `${description.replace('wasm,', 'WASM')} beside ${graphics}`;
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
