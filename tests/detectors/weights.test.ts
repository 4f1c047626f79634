import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createWeightsReader } from '../../src/platform/inference/checked-weights.ts';
import { createModelSessions, ProbeFailed } from '../../src/platform/inference/model-sessions.ts';
import {
  createNodeInference,
  locks,
  modelsLock,
  ONE_THREAD,
  probes,
  readCommittedWeights,
} from '../support/node-inference.ts';

const finder = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync('models/face-finder.onnx'));
const input = { shape: [1, 256, 256, 3], values: new Float32Array(256 * 256 * 3) };
const never = new AbortController().signal;

describe('weights', () => {
  it('the locked bytes are read', async () => {
    const read = await createWeightsReader(locks, () => Promise.resolve(finder()))('face-finder', false);
    expect(read.ok && read.value.graph.byteLength).toBe(modelsLock['face-finder']?.bytes);
  });

  it('one flipped bit is refused, and no session is made of it', async () => {
    const flipped = finder();
    flipped[300_000] = (flipped[300_000] ?? 0) ^ 1;
    const sessions = createModelSessions(
      createWeightsReader(locks, () => Promise.resolve(flipped)),
      ONE_THREAD,
      probes,
    );
    expect(await sessions.run('face-finder', input, never)).toMatchObject({
      ok: false,
      failure: { code: 'model.weights-mismatch', stage: 'score' },
    });
  });

  it('one flipped bit in a graph for half precision is refused, and where none is wanted none is read', async () => {
    const read = createWeightsReader(locks, (file) => {
      const bytes = new Uint8Array(readFileSync(`models/${file}`));
      if (file.endsWith('.f16.onnx')) bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
      return Promise.resolve(bytes);
    });
    expect(await read('synthesis-trace', true)).toMatchObject({ failure: { code: 'model.weights-mismatch' } });
    expect(await read('synthesis-trace', false)).toMatchObject({ ok: true });
    expect(await read('face-finder', true)).toMatchObject({ ok: true });
  });

  it('a file that is cut short, missing from the lock, or unreadable is refused', async () => {
    const cut = createWeightsReader(locks, () => Promise.resolve(finder().slice(0, 1000)));
    expect(await cut('face-finder', false)).toMatchObject({ failure: { code: 'model.weights-mismatch' } });
    const unknown = createWeightsReader({ lock: {}, halves: {} }, () => Promise.resolve(finder()));
    expect(await unknown('face-finder', false)).toMatchObject({ failure: { code: 'model.weights-mismatch' } });
    const gone = createWeightsReader(locks, () => Promise.reject(new Error('gone')));
    expect(await gone('face-finder', false)).toMatchObject({ failure: { code: 'model.session-refused' } });
  });

  it('locked bytes that are no model are refused by the runtime, not by a crash', async () => {
    const sessions = createModelSessions(
      () => Promise.resolve({ ok: true, value: { graph: new Uint8Array(100) } }),
      ONE_THREAD,
      probes,
    );
    expect(await sessions.run('face-finder', input, never)).toMatchObject({
      failure: { code: 'model.session-refused' },
    });
  });

  it.each(Object.keys(modelsLock))(
    '%s answers its probe, and is not used when the answer is another',
    async (model) => {
      const asked = probes[model];
      if (asked === undefined) throw new Error(`${model} has no probe`);
      const [name, [first = NaN, ...others] = []] = Object.entries(asked.outputs)[0] ?? [];
      const picture = { shape: asked.shape, values: new Float32Array(asked.shape.reduce((a, b) => a * b, 1)) };
      expect(await createNodeInference().run(model, picture, never)).toMatchObject({ ok: true });

      const outputs = { ...asked.outputs, [name ?? '']: [first + 0.1 * Math.max(1, Math.abs(first)), ...others] };
      const wrong = createModelSessions(readCommittedWeights, ONE_THREAD, { [model]: { ...asked, outputs } });
      await expect(wrong.run(model, picture, never)).rejects.toThrow(ProbeFailed);
    },
  );

  it('an input of the wrong shape fails that run, and the next one works', async () => {
    const inference = createNodeInference();
    const wrong = await inference.run('face-finder', { shape: [1, 2], values: new Float32Array(2) }, never);
    expect(wrong).toMatchObject({ ok: false, failure: { code: 'model.session-refused' } });
    const right = await inference.run('face-finder', input, never);
    expect(right.ok && right.value['Identity_2:0']?.shape).toEqual([1, 512, 16]);
  });

  it('an aborted run rejects', async () => {
    await expect(createNodeInference().run('face-finder', input, AbortSignal.abort())).rejects.toThrow();
  });
});
