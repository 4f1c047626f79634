import * as ort from 'onnxruntime-web/jspi';
import type { Tensor } from '../../contracts/detector.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { ReadWeights } from './checked-weights.ts';
import { createLane } from './lane.ts';
import { objectionTo, probeInput, type Probes } from './probe.ts';
import type { ChosenProvider, Provider } from './provider.ts';

/** Named outputs of a model. */
export type ModelOutputs = Readonly<Record<string, Tensor>>;

/** Owner of the models' sessions in one thread. */
export interface ModelSessions {
  /**
   * Runs a model on its one input, after every run asked for before. The model is loaded on its first run, and must
   * then answer its probe.
   *
   * Fails with `model.weights-mismatch`, `model.session-refused` or `model.output-malformed`. Rejects when `signal` is
   * aborted, and with `EngineBroken` when nothing in this thread can be trusted any more.
   */
  readonly run: (model: string, input: Tensor, signal: AbortSignal) => Promise<Outcome<ModelOutputs>>;
}

/** The WebAssembly instance trapped or ran out of memory, or the graphics device was lost or refuses. */
export class EngineBroken extends Error {
  override readonly name: string = 'EngineBroken';
}

/** The provider computes something else than it should. */
export class ProbeFailed extends EngineBroken {
  override readonly name = 'ProbeFailed';
}

type Way = Pick<ChosenProvider, 'provider' | 'isHalf'>;

/** A model and what runs it. */
interface Runner {
  readonly model: string;
  readonly provider: Provider;
  readonly session: ort.InferenceSession;
}

function sessionOptions(provider: Provider): ort.InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: {
      session: {
        // Weights are stored as int8 with a scale. Without this the runtime would restore them anew on each run.
        disable_quant_qdq: '1',
        // Nodes that WebGPU has no kernel for would move to the processor in silence, with a copy there and back each.
        ...(provider === 'webgpu' && { disable_cpu_ep_fallback: '1' }),
      },
    },
  };
}

/** Sessions on one provider, created on first need. A model that was refused stays refused. */
export function createModelSessions(
  readWeights: ReadWeights,
  { threads, ...way }: Way & Pick<ChosenProvider, 'threads'>,
  probes: Probes,
): ModelSessions {
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  const lane = createLane();
  const runners = new Map<string, Promise<Outcome<Runner>>>();
  const runnerOf = (model: string): Promise<Outcome<Runner>> => {
    const runner = runners.get(model) ?? createRunner(model, way, readWeights, probes);
    runners.set(model, runner);
    return runner;
  };
  return {
    run: (model, input, signal) =>
      lane(async () => {
        signal.throwIfAborted();
        const runner = await runnerOf(model);
        return runner.ok ? run(runner.value, input) : runner;
      }),
  };
}

async function createRunner(
  model: string,
  { provider, isHalf }: Way,
  readWeights: ReadWeights,
  probes: Probes,
): Promise<Outcome<Runner>> {
  const files = await readWeights(model, isHalf);
  if (!files.ok) return files;
  const { graph, weights } = files.value;
  let runner: Runner;
  try {
    const options = { ...sessionOptions(provider), ...(weights && { externalData: [weights] }) };
    runner = { model, provider, session: await ort.InferenceSession.create(graph, options) };
  } catch (error) {
    return refused(model, provider, error);
  }
  const probe = probes[model];
  if (probe === undefined) return refused(model, provider, 'it has no probe');
  const outputs = await run(runner, probeInput(probe));
  if (!outputs.ok) return outputs;
  const objection = objectionTo(outputs.value, probe);
  if (objection !== undefined) throw new ProbeFailed(`${model} on ${provider}: ${objection}`);
  return { ok: true, value: runner };
}

async function run({ model, provider, session }: Runner, input: Tensor): Promise<Outcome<ModelOutputs>> {
  const [inputName] = session.inputNames;
  if (inputName === undefined || session.inputNames.length > 1) {
    return refused(model, provider, 'it must have one input');
  }
  try {
    const outputs = await session.run({ [inputName]: new ort.Tensor('float32', input.values, [...input.shape]) });
    return readOutputs(model, outputs);
  } catch (error) {
    return refused(model, provider, error);
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

function refused(model: string, provider: Provider, error: unknown): Outcome<never> {
  const message = error instanceof Error ? error.message : String(error);
  // After a lost device every session of the thread fails; and what WebGPU will not run, WebAssembly may.
  const isBroken = provider === 'webgpu' || error instanceof WebAssembly.RuntimeError || BEYOND_REPAIR.test(message);
  if (isBroken) throw new EngineBroken(`${model} on ${provider}: ${message}`, { cause: error });
  return { ok: false, failure: { code: 'model.session-refused', stage: 'score', detail: `${model}: ${message}` } };
}
