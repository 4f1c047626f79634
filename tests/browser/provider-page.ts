// Bundled by provider.test.ts into a copy of the built extension: the engine's sessions and host, with providers of the test's choice.
import { createInferenceHost } from '../../src/platform/inference/inference-host.ts';
import { createModelSessions } from '../../src/platform/inference/model-sessions.ts';
import { probeInput, type Probes } from '../../src/platform/inference/probe.ts';
import { chooseProvider, type ProviderWish } from '../../src/platform/inference/provider.ts';

const never = new AbortController().signal;
const question = { shape: [1, 64, 64, 3], low: 0, high: 255 };

async function bytesOf(base64: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetch(`data:application/octet-stream;base64,${base64}`)).arrayBuffer());
}

const providerPage = {
  choose: (wish: ProviderWish) => chooseProvider([wish]).catch((error: unknown) => String(error)),
  /** The tiny model's outputs on one provider; `expected` is what its probe must give. */
  async runTiny(wish: ProviderWish, model: string, expected: readonly number[] = []) {
    const weights = await bytesOf(model);
    const probes: Probes = { tiny: { ...question, outputs: { logits: expected } } };
    const sessions = createModelSessions(
      { has: () => false, read: () => Promise.resolve({ ok: true, value: { graph: weights } }) },
      await chooseProvider([wish]),
      probes,
    );
    try {
      const outputs = await sessions.run('tiny', probeInput(question), never);
      return outputs.ok ? [...(outputs.value['logits']?.values ?? [])] : outputs.failure.code;
    } catch (error) {
      return (error as Error).name;
    }
  },
  /** One picture through the product's own worker, which may use these providers. */
  async inspect(worker: string, wishes: readonly ProviderWish[], picture: string) {
    const names: string[] = [];
    const spawn = (name: string): Worker => {
      names.push(name);
      return new Worker(`/assets/${worker}`, { type: 'module', name });
    };
    const host = createInferenceHost(spawn, () => undefined, wishes);
    const job = { mediaTimeMs: 0, isNative: true, scoreGated: false };
    const bitmap = await createImageBitmap(new Blob([await bytesOf(picture)]));
    const outcome = await host.inspect({ ...job, picture: bitmap }, never);
    return { outcome, names, provider: host.provider() };
  },
};

/** What the test sees in the page. */
export type ProviderPage = typeof providerPage;

Object.assign(globalThis, { providerPage });
