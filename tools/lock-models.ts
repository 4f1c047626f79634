/**
 * `npx tsx tools/lock-models.ts`: writes models/models.lock.json from the weights on disk, and models/probes.json from
 * what they answer on the processor. Run it after new weights are accepted.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import { probeInput, sampleOf, type Probe, type ProbeQuestion } from '../src/platform/inference/probe.ts';

const FOLDER = 'models';

/** What each model is shown: small where it takes any size. */
const QUESTIONS: Readonly<Record<string, ProbeQuestion>> = {
  'face-finder': { shape: [1, 160, 160, 3], low: -1, high: 1 },
  'blend-boundary': { shape: [1, 224, 224, 3], low: 0, high: 255 },
  'synthesis-trace': { shape: [1, 96, 96, 3], low: 0, high: 255 },
};

/** What the lock says of one weights file; its key is the file's name without `.onnx`. */
export interface LockedModel {
  readonly file: string;
  readonly bytes: number;
  /** Hexadecimal, lower case. */
  readonly sha256: string;
}

/** Reads every `.onnx` file in `models/`, in the order of their names. */
export function measureModels(): Readonly<Record<string, LockedModel>> {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.onnx'))
    .sort();
  return Object.fromEntries(
    files.map((file) => {
      const weights = readFileSync(`${FOLDER}/${file}`);
      const sha256 = createHash('sha256').update(weights).digest('hex');
      return [basename(file, '.onnx'), { file, bytes: weights.byteLength, sha256 }];
    }),
  );
}

/** Runs one model on its probe, on one thread of the processor. Throws when it has no question. */
async function probe(model: string): Promise<Probe> {
  const question = QUESTIONS[model];
  if (question === undefined) throw new Error(`say in QUESTIONS what ${model} is to be shown`);
  const session = await ort.InferenceSession.create(readFileSync(`${FOLDER}/${model}.onnx`));
  const [input = ''] = session.inputNames;
  const { shape, values } = probeInput(question);
  const results = await session.run({ [input]: new ort.Tensor('float32', values, [...shape]) });
  const outputs = Object.entries(results).map(([name, { data, dims }]) => {
    const sample = sampleOf({ shape: dims, values: data as Float32Array });
    return [name, sample.map((value) => Number(value.toPrecision(6)))] as const;
  });
  return { ...question, outputs: Object.fromEntries(outputs) };
}

async function writeLock(): Promise<void> {
  ort.env.wasm.numThreads = 1;
  const models = measureModels();
  writeFileSync(`${FOLDER}/models.lock.json`, `${JSON.stringify(models, null, 2)}\n`);
  const probes: Record<string, Probe> = {};
  for (const model of Object.keys(models)) probes[model] = await probe(model);
  writeFileSync(`${FOLDER}/probes.json`, `${JSON.stringify(probes)}\n`);
}

if (process.argv[1]?.endsWith('lock-models.ts') === true) await writeLock();
