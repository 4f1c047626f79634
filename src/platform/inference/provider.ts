/** What can run the models: one for all sessions of a worker, never one silently in place of another. */
export type Provider = 'webgpu' | 'wasm';

/**
 * How a worker is told which ways to try, in order. `float16`: only on an adapter with half precision in its shaders.
 * `software` also takes an adapter that computes on the processor: slower than WebAssembly, so only tests ask for it.
 */
export type ProviderWish = Provider | 'webgpu-float16' | 'webgpu-software' | 'webgpu-software-float16';

/** The provider of a worker. */
export interface ChosenProvider {
  /** The wish that was granted. */
  readonly wish: ProviderWish;
  readonly provider: Provider;
  /** Whether the models compute in half precision. */
  readonly isHalf: boolean;
  /** Threads of WebAssembly; 1 beside WebGPU. */
  readonly threads: number;
  /** For the details view: `wasm, 2 threads`, or the graphics adapter, with `float16` behind it where that is used. */
  readonly description: string;
}

/** More threads gained nothing on networks this small. */
const MOST_THREADS = 4;

const WISHES: readonly string[] = [
  'webgpu-float16',
  'webgpu',
  'wasm',
  'webgpu-software-float16',
  'webgpu-software',
] satisfies ProviderWish[];

const isWish = (word: string): word is ProviderWish => WISHES.includes(word);

/** What runs the models when a wish is granted. */
export const providerOf = (wish: ProviderWish): Provider => (wish === 'wasm' ? 'wasm' : 'webgpu');

/** Whether a wish is for half precision. */
export const isHalfWish = (wish: ProviderWish): boolean => wish.endsWith('float16');

/** The first way wished for that this device has. Throws when it has none of them. */
export async function chooseProvider(wishes: readonly string[]): Promise<ChosenProvider> {
  for (const wish of wishes.filter(isWish)) {
    const chosen = wish === 'wasm' ? onProcessor() : await onGraphics(wish);
    if (chosen !== undefined) return chosen;
  }
  throw new Error(`none of ${wishes.join(', ') || 'no providers'} runs here`);
}

function onProcessor(): ChosenProvider {
  const threads = threadCount();
  const description = `wasm, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return { wish: 'wasm', provider: 'wasm', isHalf: false, threads, description };
}

async function onGraphics(wish: ProviderWish): Promise<ChosenProvider | undefined> {
  const isHalf = isHalfWish(wish);
  const adapter = await adapterFor(wish.includes('software'), isHalf);
  if (adapter === undefined) return undefined;
  const description = `webgpu, ${adapter}${isHalf ? ', float16' : ''}`;
  return { wish, provider: 'webgpu', isHalf, threads: 1, description };
}

/** Threads for one inference: half the hardware's, because a page is playing a video meanwhile. */
function threadCount(): number {
  // Without isolation there is no shared memory, and onnxruntime would fall back to one thread by itself.
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.min(MOST_THREADS, Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)));
}

/** The name of the graphics adapter that onnxruntime will get too; undefined when there is none that counts. */
async function adapterFor(isSoftwareWelcome: boolean, needsHalf: boolean): Promise<string | undefined> {
  if (!('gpu' in navigator)) return undefined;
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  if (adapter === null) return undefined;
  const { isFallbackAdapter, vendor, architecture } = adapter.info;
  const isSoftware = isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(architecture);
  if (isSoftware && !isSoftwareWelcome) return undefined;
  if (needsHalf && !adapter.features.has('shader-f16')) return undefined;
  return `${vendor} ${architecture}`.trim() || 'unnamed adapter';
}
