import type { ProviderWish } from './provider.ts';

/** What the onnxruntime of this package can run models on: the one without WebGPU. */
export const PROVIDERS: readonly ProviderWish[] = ['wasm'];
