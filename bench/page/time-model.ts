import * as ort from 'onnxruntime-web/jspi';
import { bundledWeights } from '../../src/platform/inference/bundled-weights.ts';
import type { WeightsReader } from '../../src/platform/inference/checked-weights.ts';
import { createModelSessions } from '../../src/platform/inference/model-sessions.ts';
import type { Probes } from '../../src/platform/inference/probe.ts';
import { createNoise } from '../../tests/support/pictures.ts';
import type { EngineAsk } from './engine-wire.ts';

type ModelAsk = Extract<EngineAsk, { kind: 'model' }>;
type Run = (values: Float32Array) => Promise<unknown>;

const never = new AbortController().signal;
const runners = new Map<string, Promise<Run>>();

async function bytesAt(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** With the shipped session options, whatever the weights. */
function shippedRunner({ model, address, shape }: ModelAsk, threads: number): Run {
  const weights: WeightsReader =
    address === undefined
      ? bundledWeights
      : {
          has: (_, graph) => graph === 'plain',
          read: async () => ({ ok: true, value: { graph: await bytesAt(address) } }) as const,
        };
  // Variants have no known answers; what is timed is not what is answered.
  const asked: Probes = { [model]: { shape, low: 0, high: 255, outputs: {} } };
  const sessions = createModelSessions(weights, { provider: 'wasm', isHalf: false, threads }, asked);
  return async (values) => {
    const outputs = await sessions.run(model, { shape, values }, never);
    if (!outputs.ok) throw new Error(`${outputs.failure.code} ${outputs.failure.detail ?? ''}`);
  };
}

/** With the runtime's own defaults, which know how to run quantised activations. */
async function defaultRunner({ address, shape }: ModelAsk, threads: number): Promise<Run> {
  if (address === undefined) throw new Error('only models at an address run with default options');
  ort.env.wasm.numThreads = threads;
  const session = await ort.InferenceSession.create(await bytesAt(address), {
    executionProviders: ['wasm'],
    logSeverityLevel: 3,
  });
  const [name = ''] = session.inputNames;
  return (values) => session.run({ [name]: new ort.Tensor('float32', values, [...shape]) });
}

/** Milliseconds of each run, after one that is not counted. The session is kept for later asks. */
export async function timeModel(ask: ModelAsk, threads: number): Promise<number[]> {
  const key = `${ask.model} ${ask.address ?? ''} ${String(ask.keepsQdq)} ${ask.shape.join()}`;
  const runner =
    runners.get(key) ??
    Promise.resolve(ask.keepsQdq === true ? defaultRunner(ask, threads) : shippedRunner(ask, threads));
  runners.set(key, runner);
  const run = await runner;
  const noise = createNoise(1);
  const values = new Float32Array(ask.shape.reduce((all, one) => all * one, 1)).map(() => noise() * 255);
  await run(values);
  const times: number[] = [];
  for (let done = 0; done < ask.runs; done += 1) {
    const startMs = performance.now();
    await run(values);
    times.push(performance.now() - startMs);
  }
  return times;
}
