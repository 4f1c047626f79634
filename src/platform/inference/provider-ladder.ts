import { isHalfWish, providerOf, type ProviderWish } from './provider.ts';

/** Which ways of running the models a host still trusts, best first. */
export interface ProviderLadder {
  readonly left: () => readonly ProviderWish[];
  /**
   * Enters that a worker was lost. Half precision that computes wrongly goes alone: full precision may be right. Any other
   * loss takes all of WebGPU along, because after a lost device nothing works there; WebAssembly goes only when it computes
   * wrongly, because a killed worker says nothing against it.
   */
  readonly enterLoss: (wish: ProviderWish | undefined, reason: string, isProbe: boolean) => void;
  /** One sentence for each time something was retired. */
  readonly retired: () => readonly string[];
}

/** All of them trusted. */
export function createLadder(wishes: readonly ProviderWish[]): ProviderLadder {
  let left = wishes;
  const retired: string[] = [];
  return {
    left: () => left,
    enterLoss: (wish, reason, isProbe) => {
      // A worker that never said what it chose was trying the first.
      const suspect = wish ?? left[0];
      if (suspect === undefined || (suspect === 'wasm' && !isProbe)) return;
      const provider = providerOf(suspect);
      const isHalfAlone = isProbe && isHalfWish(suspect);
      left = left.filter((other) => (isHalfAlone ? other !== suspect : providerOf(other) !== provider));
      retired.push(`${provider}${isHalfAlone ? ' float16' : ''} retired: ${reason}`);
    },
    retired: () => retired,
  };
}
