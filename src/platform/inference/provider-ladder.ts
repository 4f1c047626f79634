import type { Provider, ProviderWish } from './provider.ts';

/** Which providers a host still trusts, best first. */
export interface ProviderLadder {
  readonly left: () => readonly ProviderWish[];
  /**
   * Enters that a worker was lost: WebGPU is retired whatever the reason, because after a lost device nothing works
   * there; WebAssembly only when it computes wrongly, because a killed worker says nothing against it.
   */
  readonly enterLoss: (provider: Provider | undefined, reason: string, isProbe: boolean) => void;
  /** One sentence a retired provider. */
  readonly retired: () => readonly string[];
}

/** All of them trusted. */
export function createLadder(wishes: readonly ProviderWish[]): ProviderLadder {
  const retired = new Map<Provider, string>();
  const left = (): readonly ProviderWish[] => wishes.filter((wish) => !retired.has(providerOf(wish)));
  return {
    left,
    enterLoss: (provider, reason, isProbe) => {
      const [first] = left();
      // A worker that never said what it chose was trying the first.
      const suspect = provider ?? (first && providerOf(first));
      if (suspect !== undefined && (isProbe || suspect === 'webgpu')) retired.set(suspect, reason);
    },
    retired: () => [...retired].map(([provider, reason]) => `${provider} retired: ${reason}`),
  };
}

const providerOf = (wish: ProviderWish): Provider => (wish === 'wasm' ? 'wasm' : 'webgpu');
