import type { PortraitName } from './portraits.ts';
import { between, oneOf, seededRandom } from './random.ts';

/** Where the other face comes from. */
export type DonorKind =
  /** The other portrait: a face swap. */
  | 'other-person'
  /** The same face seen in a mirror: asymmetries and light change sides. */
  | 'mirrored'
  /** The same face with features moved: an edited expression. */
  | 'reshaped';

/** Which part of the target face is replaced. */
export type Region = 'face' | 'inner-face' | 'mouth' | 'eyes';

/** How one twin is made. Everything follows from the seed. */
export interface TwinRecipe {
  readonly seed: number;
  readonly target: PortraitName;
  readonly targetMirrored: boolean;
  readonly donor: DonorKind;
  readonly region: Region;
  /** Width of the donor face when it was last sampled, pixels: swapping networks paint small squares. */
  readonly paintedFacePx: number;
  /** Softness of the mask's edge, as a share of the face's width. */
  readonly feather: number;
  /** How far the donor's colours are moved to the target's, 0 to 1. */
  readonly colourMatch: number;
  /** Light on the donor face from one side: share of brightness between its two ends. */
  readonly relight: number;
  readonly relightAngle: number;
  readonly opacity: number;
  /** Unsteadiness of the alignment from frame to frame, as a share of the face's width. */
  readonly jitter: number;
  /** Strength of the moved features, used by `reshaped`. */
  readonly reshape: { readonly smile: number; readonly eyes: number; readonly jaw: number; readonly nose: number };
}

/** Swaps of the whole face come first because most manipulated clips are swaps. */
const DONORS = ['other-person', 'other-person', 'other-person', 'reshaped', 'reshaped', 'mirrored'] as const;
const SWAP_REGIONS = ['face', 'face', 'inner-face', 'mouth'] as const;
const SELF_REGIONS = ['face', 'inner-face', 'mouth', 'eyes'] as const;

/** Draws the recipe of a twin from its seed. The order of the draws is part of what a seed means. */
export function twinRecipe(seed: number): TwinRecipe {
  const random = seededRandom(seed);
  const target = oneOf<PortraitName>(random, ['astronaut', 'admiral']);
  const targetMirrored = random() < 0.5;
  const donor = oneOf(random, DONORS);
  const side = (): number => (random() < 0.5 ? -1 : 1);
  return {
    seed,
    target,
    targetMirrored,
    donor,
    region: oneOf(random, donor === 'other-person' ? SWAP_REGIONS : SELF_REGIONS),
    paintedFacePx: Math.round(between(random, 90, 200)),
    feather: between(random, 0.015, 0.06),
    colourMatch: between(random, 0.7, 1),
    relight: side() * between(random, 0.02, 0.12),
    relightAngle: between(random, 0, Math.PI),
    opacity: between(random, 0.9, 1),
    jitter: between(random, 0.001, 0.006),
    reshape: {
      smile: side() * between(random, 0.035, 0.07),
      eyes: side() * between(random, 0.08, 0.2),
      jaw: side() * between(random, 0.03, 0.06),
      nose: side() * between(random, 0.02, 0.05),
    },
  };
}
