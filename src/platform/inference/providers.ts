import type { ProviderWish } from './provider.ts';

/** What the onnxruntime of this package can run models on, best first. */
export const PROVIDERS: readonly ProviderWish[] = ['webgpu-float16', 'webgpu', 'wasm'];
