/** More threads gained nothing on networks this small. */
const MOST_THREADS = 4;

/** Threads for one inference: half the hardware's, because a page is playing a video meanwhile. */
export function threadCount(): number {
  // Without isolation there is no shared memory, and onnxruntime would fall back to one thread by itself.
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.min(MOST_THREADS, Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)));
}

/** What ran the models, as `EngineVersions.provider` reports it. */
export function providerName(threads: number): string {
  return `wasm, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}
