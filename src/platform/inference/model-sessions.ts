import * as ort from 'onnxruntime-web/wasm';
import type { Tensor } from '../../contracts/detector.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { ReadWeights } from './checked-weights.ts';
import { createLane } from './lane.ts';

/** Named outputs of a model. */
export type ModelOutputs = Readonly<Record<string, Tensor>>;

/** Owner of the models' sessions in one thread. */
export interface ModelSessions {
  /**
   * Runs a model on its one input, after every run asked for before. The model is loaded on its first run.
   *
   * Fails with `model.weights-mismatch`, `model.session-refused` or `model.output-malformed`. Rejects when `signal` is
   * aborted, and with `EngineBroken` when the WebAssembly instance is beyond repair.
   */
  readonly run: (model: string, input: Tensor, signal: AbortSignal) => Promise<Outcome<ModelOutputs>>;
}

/** The WebAssembly instance trapped or ran out of memory: nothing in this thread can be trusted any more. */
export class EngineBroken extends Error {
  override readonly name = 'EngineBroken';
}

const SESSION_OPTIONS: ort.InferenceSession.SessionOptions = {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
  // Weights are stored as int8 with a scale. Without this the runtime would restore them anew on each run.
  extra: { session: { disable_quant_qdq: '1' } },
};

/** Sessions on `threads` threads, created on first need. A model that was refused stays refused. */
export function createModelSessions(readWeights: ReadWeights, threads: number): ModelSessions {
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  const lane = createLane();
  const sessions = new Map<string, Promise<Outcome<ort.InferenceSession>>>();
  const sessionOf = (model: string): Promise<Outcome<ort.InferenceSession>> => {
    const session = sessions.get(model) ?? createSession(model, readWeights);
    sessions.set(model, session);
    return session;
  };
  return {
    run: (model, input, signal) =>
      lane(async () => {
        signal.throwIfAborted();
        const session = await sessionOf(model);
        return session.ok ? runSession(model, session.value, input) : session;
      }),
  };
}

async function createSession(model: string, readWeights: ReadWeights): Promise<Outcome<ort.InferenceSession>> {
  const weights = await readWeights(model);
  if (!weights.ok) return weights;
  try {
    return { ok: true, value: await ort.InferenceSession.create(weights.value, SESSION_OPTIONS) };
  } catch (error) {
    return refused(model, error);
  }
}

async function runSession(model: string, session: ort.InferenceSession, input: Tensor): Promise<Outcome<ModelOutputs>> {
  const [inputName] = session.inputNames;
  if (inputName === undefined || session.inputNames.length > 1) return refused(model, 'it must have one input');
  try {
    const outputs = await session.run({ [inputName]: new ort.Tensor('float32', input.values, [...input.shape]) });
    return readOutputs(model, outputs);
  } catch (error) {
    return refused(model, error);
  }
}

function readOutputs(model: string, outputs: ort.InferenceSession.ReturnType): Outcome<ModelOutputs> {
  const read: Record<string, Tensor> = {};
  for (const [name, output] of Object.entries(outputs)) {
    if (!(output.data instanceof Float32Array)) {
      const detail = `${model} ${name} must be float32, got ${output.type}`;
      return { ok: false, failure: { code: 'model.output-malformed', stage: 'score', detail } };
    }
    read[name] = { shape: output.dims, values: output.data };
  }
  return { ok: true, value: read };
}

/** What Emscripten says when the instance itself is gone, as opposed to a model it will not run. */
const BEYOND_REPAIR =
  /Aborted\(|out of memory|memory access out of bounds|unreachable|no available backend|table index/i;

function refused(model: string, error: unknown): Outcome<never> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof WebAssembly.RuntimeError || BEYOND_REPAIR.test(message)) {
    throw new EngineBroken(`${model}: ${message}`, { cause: error });
  }
  return { ok: false, failure: { code: 'model.session-refused', stage: 'score', detail: `${model}: ${message}` } };
}
