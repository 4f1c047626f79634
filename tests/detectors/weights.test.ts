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
  committedWeights,
} from '../support/node-inference.ts';

const finder = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync('models/face-finder.onnx'));
const input = { shape: [1, 256, 256, 3], values: new Float32Array(256 * 256 * 3) };
const never = new AbortController().signal;

describe('weights', () => {
  it('the locked bytes are read', async () => {
    const read = await createWeightsReader(locks, () => Promise.resolve(finder())).read('face-finder', 'plain');
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

  it.each(['half', 'bands'] as const)(
    'one flipped bit in a %s graph is refused, and is not read otherwise',
    async (kind) => {
      const { read, has } = createWeightsReader(locks, (file) => {
        const bytes = new Uint8Array(readFileSync(`models/${file}`));
        if (file === locks.graphs[kind]['synthesis-trace']?.file) bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
        return Promise.resolve(bytes);
      });
      expect(await read('synthesis-trace', kind)).toMatchObject({ failure: { code: 'model.weights-mismatch' } });
      expect(await read('synthesis-trace', 'plain')).toMatchObject({ ok: true });
      expect(has('face-finder', kind)).toBe(false);
      expect(await read('face-finder', kind)).toMatchObject({ failure: { code: 'model.weights-mismatch' } });
    },
  );

  it('a file that is cut short, missing from the lock, or unreadable is refused', async () => {
    const cut = createWeightsReader(locks, () => Promise.resolve(finder().slice(0, 1000)));
    expect(await cut.read('face-finder', 'plain')).toMatchObject({ failure: { code: 'model.weights-mismatch' } });
    const unknown = createWeightsReader({ lock: {}, graphs: { half: {}, bands: {} } }, () => Promise.resolve(finder()));
    expect(await unknown.read('face-finder', 'plain')).toMatchObject({ failure: { code: 'model.weights-mismatch' } });
    const gone = createWeightsReader(locks, () => Promise.reject(new Error('gone')));
    expect(await gone.read('face-finder', 'plain')).toMatchObject({ failure: { code: 'model.session-refused' } });
  });

  it('locked bytes that are no model are refused by the runtime, not by a crash', async () => {
    const sessions = createModelSessions(
      { has: () => false, read: () => Promise.resolve({ ok: true, value: { graph: new Uint8Array(100) } }) },
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
      const wrong = createModelSessions(committedWeights, ONE_THREAD, { [model]: { ...asked, outputs } });
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
