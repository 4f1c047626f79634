import { readFileSync } from 'node:fs';
import {
  createWeightsReader,
  type ModelsLock,
  type GraphsLock,
  type WeightsReader,
} from '../../src/platform/inference/checked-weights.ts';
import { createModelSessions, type ModelSessions } from '../../src/platform/inference/model-sessions.ts';
import type { Probes } from '../../src/platform/inference/probe.ts';

/** The committed lock. */
export const modelsLock = JSON.parse(readFileSync('models/models.lock.json', 'utf8')) as ModelsLock;

const graphsLock = JSON.parse(readFileSync('models/graphs.lock.json', 'utf8')) as GraphsLock;

/** Both locks. */
export const locks = { lock: modelsLock, graphs: graphsLock };

/** The committed probes. */
export const probes = JSON.parse(readFileSync('models/probes.json', 'utf8')) as Probes;

export const ONE_THREAD = { provider: 'wasm', isHalf: false, threads: 1 } as const;

/** The committed weights, checked against the lock as in the extension. */
export const committedWeights: WeightsReader = createWeightsReader(locks, (file) =>
  Promise.resolve(new Uint8Array(readFileSync(`models/${file}`))),
);

/** The real models through onnxruntime's WebAssembly, as the extension runs them, on one thread. */
export function createNodeInference(): ModelSessions {
  return createModelSessions(committedWeights, ONE_THREAD, probes);
}
