import * as ort from 'onnxruntime-web/jspi';
import type { Tensor } from '../../contracts/detector.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { GraphKind, WeightsReader } from './checked-weights.ts';
import { createLane } from './lane.ts';
import { objectionTo, probeInput, type Probe, type Probes } from './probe.ts';
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

/** One graph of a model, and where it runs. */
interface Seat {
  readonly model: string;
  readonly graph: GraphKind;
  readonly provider: Provider;
}

/** A graph, and what runs it. */
interface Runner extends Seat {
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

/** The graph that a provider is fastest with, if inputs `fit` the one that takes one size only. */
function fastestGraph({ provider, isHalf }: Way, fits: boolean): GraphKind {
  if (isHalf) return 'half';
  return provider === 'wasm' && fits ? 'bands' : 'plain';
}

/** Whether an input is as high and wide as another, however many faces are in them. */
const isSameSize = ([, ...sizes]: readonly number[], [, ...others]: readonly number[]): boolean =>
  sizes.join() === others.join();

/** Sessions on one provider, created on first need. A graph that was refused stays refused. */
export function createModelSessions(
  weights: WeightsReader,
  { threads, ...way }: Way & Pick<ChosenProvider, 'threads'>,
  probes: Probes,
): ModelSessions {
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  const lane = createLane();
  const runners = new Map<string, Promise<Outcome<Runner>>>();
  const runnerOf = (model: string, shape: readonly number[]): Promise<Outcome<Runner>> => {
    const probe = probes[model];
    const fastest = fastestGraph(way, isSameSize(shape, probe?.shape ?? []));
    const graph = weights.has(model, fastest) ? fastest : 'plain';
    const seat = `${model} ${graph}`;
    const runner = runners.get(seat) ?? createRunner({ model, graph, provider: way.provider }, weights, probe);
    runners.set(seat, runner);
    return runner;
  };
  return {
    run: (model, input, signal) =>
      lane(async () => {
        signal.throwIfAborted();
        const runner = await runnerOf(model, input.shape);
        return runner.ok ? run(runner.value, input) : runner;
      }),
  };
}

async function createRunner(seat: Seat, reader: WeightsReader, probe: Probe | undefined): Promise<Outcome<Runner>> {
  const { model, provider } = seat;
  const files = await reader.read(model, seat.graph);
  if (!files.ok) return files;
  const { graph, weights } = files.value;
  let runner: Runner;
  try {
    const options = { ...sessionOptions(provider), ...(weights && { externalData: [weights] }) };
    runner = { ...seat, session: await ort.InferenceSession.create(graph, options) };
  } catch (error) {
    return refused(seat, error);
  }
  if (probe === undefined) return refused(seat, 'it has no probe');
  const outputs = await run(runner, probeInput(probe));
  if (!outputs.ok) return outputs;
  const objection = objectionTo(outputs.value, probe);
  if (objection !== undefined) throw new ProbeFailed(`${model} on ${provider}: ${objection}`);
  return { ok: true, value: runner };
}

async function run(runner: Runner, input: Tensor): Promise<Outcome<ModelOutputs>> {
  const { model, session } = runner;
  const [inputName] = session.inputNames;
  if (inputName === undefined || session.inputNames.length > 1) {
    return refused(runner, 'it must have one input');
  }
  try {
    const outputs = await session.run({ [inputName]: new ort.Tensor('float32', input.values, [...input.shape]) });
    return readOutputs(model, outputs);
  } catch (error) {
    return refused(runner, error);
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

function refused({ model, provider }: Seat, error: unknown): Outcome<never> {
  const message = error instanceof Error ? error.message : String(error);
  // After a lost device every session of the thread fails; and what WebGPU will not run, WebAssembly may.
  const isBroken = provider === 'webgpu' || error instanceof WebAssembly.RuntimeError || BEYOND_REPAIR.test(message);
  if (isBroken) throw new EngineBroken(`${model} on ${provider}: ${message}`, { cause: error });
  return { ok: false, failure: { code: 'model.session-refused', stage: 'score', detail: `${model}: ${message}` } };
}
