import { readFileSync } from 'node:fs';
import {
  createWeightsReader,
  type ModelsLock,
  type ReadWeights,
} from '../../src/platform/inference/checked-weights.ts';
import { createModelSessions, type ModelSessions } from '../../src/platform/inference/model-sessions.ts';
import type { Probes } from '../../src/platform/inference/probe.ts';

/** The committed lock. */
export const modelsLock = JSON.parse(readFileSync('models/models.lock.json', 'utf8')) as ModelsLock;

const halfLock = JSON.parse(readFileSync('models/half.lock.json', 'utf8')) as ModelsLock;

/** Both locks. */
export const locks = { lock: modelsLock, halves: halfLock };

/** The committed probes. */
export const probes = JSON.parse(readFileSync('models/probes.json', 'utf8')) as Probes;

export const ONE_THREAD = { provider: 'wasm', isHalf: false, threads: 1 } as const;

/** The committed weights, checked against the lock as in the extension. */
export const readCommittedWeights: ReadWeights = createWeightsReader(locks, (file) =>
  Promise.resolve(new Uint8Array(readFileSync(`models/${file}`))),
);

/** The real models through onnxruntime's WebAssembly, as the extension runs them, on one thread. */
export function createNodeInference(): ModelSessions {
  return createModelSessions(readCommittedWeights, ONE_THREAD, probes);
}
