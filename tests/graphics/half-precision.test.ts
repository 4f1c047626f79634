import { describe, expect, it } from 'vitest';
import type { DetectorId } from '../../src/contracts/score.ts';
import { createModelSessions, ProbeFailed, type ModelSessions } from '../../src/platform/inference/model-sessions.ts';
import { chooseProvider, type ChosenProvider } from '../../src/platform/inference/provider.ts';
import { offerGraphics } from '../support/node-graphics.ts';
import { createNodeInference, probes, committedWeights } from '../support/node-inference.ts';
import { inputOf, parityCuts } from '../support/parity-cuts.ts';

/** Half precision moved the logits of the 32 cuts by 0.029 at most, 0.008 in the mean. */
const MOST_LOGIT_CHANGE = 0.1;
/** A software adapter takes a second for each. */
const CUTS = parityCuts.filter((_, at) => at % 4 === 0);
const DETECTORS: readonly DetectorId[] = ['blend-boundary', 'synthesis-trace'];
const never = new AbortController().signal;

const hasHalf = await offerGraphics();
if (!hasHalf) console.warn('Skipped: no graphics adapter with half precision. Mesa from 24 on has one in software.');

const choose = (): Promise<ChosenProvider> => chooseProvider(['webgpu-software-float16', 'wasm']);

async function logitsOf(sessions: ModelSessions, detector: DetectorId): Promise<number[]> {
  const logits: number[] = [];
  for (const cut of CUTS) {
    const outputs = await sessions.run(detector, inputOf(detector, cut), never);
    if (!outputs.ok) throw new Error(outputs.failure.detail);
    logits.push(...(outputs.value['logits']?.values ?? []));
  }
  return logits;
}

describe.skipIf(!hasHalf)('on an adapter with half precision', () => {
  it('that is what runs the models, and the details say so', async () => {
    expect(await choose()).toMatchObject({ provider: 'webgpu', isHalf: true });
    expect((await choose()).description).toMatch(/^webgpu, .*, float16$/);
    expect((await chooseProvider(['webgpu-software'])).description).not.toMatch(/float16/);
  });

  it.each(DETECTORS)('%s answers its probe, and gives the logits of full precision to a tenth', async (detector) => {
    const half = await logitsOf(createModelSessions(committedWeights, await choose(), probes), detector);
    const full = await logitsOf(createNodeInference(), detector);
    const changes = full.map((value, at) => Math.abs(value - (half[at] ?? NaN)));
    expect(changes.length).toBeGreaterThanOrEqual(CUTS.length);
    expect(Math.max(...changes)).toBeLessThan(MOST_LOGIT_CHANGE);
    // The same to the last digit would mean that it did not compute in half precision.
    expect(Math.max(...changes)).toBeGreaterThan(1e-4);
  });

  it('a detector that answers its probe otherwise is not used', async () => {
    const detector = 'synthesis-trace';
    const probe = probes[detector];
    if (probe === undefined) throw new Error('no probe');
    const [logit = NaN] = probe.outputs['logits'] ?? [];
    const wrong = { [detector]: { ...probe, outputs: { logits: [logit + 0.1 * Math.max(1, Math.abs(logit))] } } };
    const sessions = createModelSessions(committedWeights, await choose(), wrong);
    const [cut] = CUTS;
    if (cut === undefined) throw new Error('no cut');
    await expect(sessions.run(detector, inputOf(detector, cut), never)).rejects.toThrow(ProbeFailed);
  });
});
