import type { ProviderWish } from '../../src/platform/inference/provider.ts';

/** A picture to check: portraits beside each other at their own resolution, on a plain ground. */
export interface FrameSpec {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 to 8. */
  readonly faces: number;
}

/** One whole check of a frame, in milliseconds; the parts are in the order in which they run. */
export interface CheckTimes {
  readonly wholeMs: number;
  /** The whole frame made small for the finder, and the finder's run on it. */
  readonly finderMs: number;
  /** Every further look of the finder, closer to each face. */
  readonly secondLookMs: number;
  /** Cutting the faces out, measuring and gating them. */
  readonly cutsMs: number;
  /** Each detector's model, with the preparation of what it sees. */
  readonly detectorsMs: Readonly<Record<string, number>>;
}

/** What was asked of a model during a check. */
export interface SeenInput {
  readonly model: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type EngineAsk =
  /** WebAssembly on so many threads. */
  | { readonly kind: 'start'; readonly threads: number }
  /** Whatever the product would take for this wish. Fails when this device has none. */
  | { readonly kind: 'choose'; readonly wish: ProviderWish }
  /** Whole checks of one frame, one after the other. */
  | { readonly kind: 'check'; readonly frame: FrameSpec; readonly runs: number }
  /** What each model is shown when this frame is checked. */
  | { readonly kind: 'inputs'; readonly frame: FrameSpec }
  /**
   * Runs of one model alone on random values: a shipped one by its name, or another at an address. `keepsQdq` leaves the
   * runtime its own way with QuantizeLinear, instead of the shipped session options.
   */
  | {
      readonly kind: 'model';
      readonly model: string;
      readonly address?: string;
      readonly keepsQdq?: boolean;
      readonly shape: readonly number[];
      readonly runs: number;
    };

/** What each kind of ask is answered with. */
export interface EngineAnswers {
  readonly start: { readonly threads: number };
  /** What was chosen, as the details view says it. */
  readonly choose: { readonly description: string };
  readonly check: {
    /** Before these the same frame was checked once more, in `firstMs`; that loads the models where they are not yet. */
    readonly times: readonly CheckTimes[];
    readonly firstMs: number;
    readonly facesFound: number;
    readonly facesScored: number;
    /** Of every detector and face, in their order. */
    readonly logits: readonly number[];
  };
  readonly inputs: readonly SeenInput[];
  readonly model: readonly number[];
}
