import { describe, expect, it } from 'vitest';
import type { DetectorId } from '../../src/contracts/score.ts';
import { createModelSessions, type ModelSessions } from '../../src/platform/inference/model-sessions.ts';
import { createNodeInference, ONE_THREAD, probes, committedWeights } from '../support/node-inference.ts';
import { inputOf, parityCuts } from '../support/parity-cuts.ts';

const MOST_LOGIT_ERROR = 0.02;
const DETECTORS: readonly DetectorId[] = ['blend-boundary', 'synthesis-trace'];

async function largestError(inference: ModelSessions, detector: DetectorId): Promise<number> {
  const errors: number[] = [];
  for (const cut of parityCuts) {
    const outputs = await inference.run(detector, inputOf(detector, cut), new AbortController().signal);
    const logits = outputs.ok ? outputs.value['logits'] : undefined;
    expect(logits?.values.length).toBe(cut.logits[detector].length);
    cut.logits[detector].forEach((expected, index) => {
      errors.push(Math.abs((logits?.values[index] ?? NaN) - expected));
    });
  }
  return Math.max(...errors);
}

describe('the same cuts through PyTorch and through onnxruntime-web', () => {
  it('are 32', () => {
    expect(parityCuts).toHaveLength(32);
  });

  it.each(DETECTORS)(
    '%s gives the same logits',
    async (detector) => {
      expect(await largestError(createNodeInference(), detector)).toBeLessThanOrEqual(MOST_LOGIT_ERROR);
    },
    60_000,
  );

  it.each(DETECTORS)(
    '%s gives them by its own graph too, as to windows of other sizes',
    async (detector) => {
      const plain = createModelSessions({ ...committedWeights, has: () => false }, ONE_THREAD, probes);
      expect(await largestError(plain, detector)).toBeLessThanOrEqual(MOST_LOGIT_ERROR);
    },
    60_000,
  );

  // The processor rounds only the weights to half precision: this tells whether the graph belongs to the weights.
  it.each(DETECTORS)(
    '%s gives them by its graph for half precision too',
    async (detector) => {
      const half = createModelSessions(committedWeights, { ...ONE_THREAD, isHalf: true }, probes);
      expect(await largestError(half, detector)).toBeLessThanOrEqual(MOST_LOGIT_ERROR);
    },
    60_000,
  );
});
