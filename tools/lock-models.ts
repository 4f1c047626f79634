/**
 * `npx tsx tools/lock-models.ts`: writes models/models.lock.json and models/graphs.lock.json from the weights and graphs on
 * disk, and models/probes.json from what they answer on the processor. Run it after new weights are accepted.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import type { Tensor } from '../src/contracts/detector.ts';
import type { ModelsLock, GraphsLock } from '../src/platform/inference/checked-weights.ts';
import { objectionTo, probeInput, sampleOf, type Probe, type ProbeQuestion } from '../src/platform/inference/probe.ts';

const FOLDER = 'models';
const GRAPHS_ARE_MADE = 'in training/ run python -m second_look_training.half_graph, and banded_graph';

/** What each model is shown: of the size that its graph without slow convolutions takes, small where it has none. */
const QUESTIONS: Readonly<Record<string, ProbeQuestion>> = {
  'face-finder': { shape: [1, 160, 160, 3], low: -1, high: 1 },
  'blend-boundary': { shape: [1, 224, 224, 3], low: 0, high: 255 },
  'synthesis-trace': { shape: [1, 160, 160, 3], low: 0, high: 255 },
};

/** The files in `models/` with this ending, by the name before it, in the order of their names. */
function measure(ending: string): ModelsLock {
  const files = readdirSync(FOLDER).filter((file) => file.slice(file.indexOf('.')) === ending);
  return Object.fromEntries(
    files.sort().map((file) => {
      const content = readFileSync(`${FOLDER}/${file}`);
      const sha256 = createHash('sha256').update(content).digest('hex');
      return [basename(file, ending), { file, bytes: content.byteLength, sha256 }];
    }),
  );
}

/** Reads every weights file. */
export const measureModels = (): ModelsLock => measure('.onnx');

/** Reads every graph that computes a model in another way. */
export const measureGraphs = (): GraphsLock => ({ half: measure('.f16.onnx'), bands: measure('.bands.onnx') });

/** Runs one graph on the processor, on one thread, with the weights of this file. */
async function answer(graph: string, weights: string, question: ProbeQuestion): Promise<Record<string, Tensor>> {
  const externalData = [{ path: weights, data: readFileSync(`${FOLDER}/${weights}`) }];
  const session = await ort.InferenceSession.create(readFileSync(`${FOLDER}/${graph}`), { externalData });
  const [input = ''] = session.inputNames;
  const { shape, values } = probeInput(question);
  const outputs = await session.run({ [input]: new ort.Tensor('float32', values, [...shape]) });
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { data, dims }]) => [name, { shape: dims, values: data as Float32Array }]),
  );
}

/**
 * A model's probe, answered by its weights file. Throws when the model has no question, or when another graph of it answers
 * otherwise: that was then made for other weights.
 */
async function probe(model: string, weights: string, graphs: readonly string[]): Promise<Probe> {
  const question = QUESTIONS[model];
  if (question === undefined) throw new Error(`say in QUESTIONS what ${model} is to be shown`);
  const outputs = Object.entries(await answer(weights, weights, question)).map(([name, output]) => {
    return [name, sampleOf(output).map((value) => Number(value.toPrecision(6)))] as const;
  });
  const answered = { ...question, outputs: Object.fromEntries(outputs) };
  for (const graph of graphs) {
    const objection = objectionTo(await answer(graph, weights, question), answered);
    if (objection !== undefined) throw new Error(`${graph}: ${objection}: ${GRAPHS_ARE_MADE}`);
  }
  return answered;
}

async function writeLock(): Promise<void> {
  ort.env.wasm.numThreads = 1;
  const models = measureModels();
  const graphs = measureGraphs();
  writeFileSync(`${FOLDER}/models.lock.json`, `${JSON.stringify(models, null, 2)}\n`);
  writeFileSync(`${FOLDER}/graphs.lock.json`, `${JSON.stringify(graphs, null, 2)}\n`);
  const probes: Record<string, Probe> = {};
  for (const [model, { file }] of Object.entries(models)) {
    const files = Object.values(graphs).flatMap((kind) => kind[model]?.file ?? []);
    probes[model] = await probe(model, file, files);
  }
  writeFileSync(`${FOLDER}/probes.json`, `${JSON.stringify(probes)}\n`);
}

if (process.argv[1]?.endsWith('lock-models.ts') === true) await writeLock();
