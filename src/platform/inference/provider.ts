/** What can run the models: one for all sessions of a worker, never one silently in place of another. */
export type Provider = 'webgpu' | 'wasm';

/**
 * How a worker is told which providers to try, in order. `webgpu-software` also takes an adapter that computes on the
 * processor: slower than WebAssembly, so only tests ask for it.
 */
export type ProviderWish = Provider | 'webgpu-software';

/** The provider of a worker. */
export interface ChosenProvider {
  readonly provider: Provider;
  /** Threads of WebAssembly; 1 beside WebGPU. */
  readonly threads: number;
  /** For the details view: `wasm, 2 threads`, or the graphics adapter. */
  readonly description: string;
}

/** More threads gained nothing on networks this small. */
const MOST_THREADS = 4;

/** The first provider wished for that this device has. Throws when it has none of them. */
export async function chooseProvider(wishes: readonly string[]): Promise<ChosenProvider> {
  for (const wish of wishes) {
    const adapter = wish.startsWith('webgpu') ? await adapterFor(wish === 'webgpu-software') : undefined;
    if (adapter !== undefined) return { provider: 'webgpu', threads: 1, description: `webgpu, ${adapter}` };
    if (wish === 'wasm') return onProcessor();
  }
  throw new Error(`none of ${wishes.join(', ') || 'no providers'} runs here`);
}

function onProcessor(): ChosenProvider {
  const threads = threadCount();
  return { provider: 'wasm', threads, description: `wasm, ${threads} ${threads === 1 ? 'thread' : 'threads'}` };
}

/** Threads for one inference: half the hardware's, because a page is playing a video meanwhile. */
function threadCount(): number {
  // Without isolation there is no shared memory, and onnxruntime would fall back to one thread by itself.
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.min(MOST_THREADS, Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)));
}

/** The name of the graphics adapter that onnxruntime will get too; undefined when there is none that counts. */
async function adapterFor(isSoftwareWelcome: boolean): Promise<string | undefined> {
  if (!('gpu' in navigator)) return undefined;
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  if (adapter === null) return undefined;
  const { isFallbackAdapter, vendor, architecture } = adapter.info;
  const isSoftware = isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(architecture);
  if (isSoftware && !isSoftwareWelcome) return undefined;
  return `${vendor} ${architecture}`.trim() || 'unnamed adapter';
}
