import type { Brand } from './brand.ts';
import type { Facts } from './fact.ts';
import type { PixelRoute } from './frame.ts';
import type { Verdict } from './verdict.ts';

/** One video element showing one piece of media in one document. A recycled element gets a new one. Unique in a tab. */
export type SightingId = Brand<string, 'SightingId'>;

/** A sighting as the popup lists it. */
export interface SightingReport {
  readonly id: SightingId;
  readonly verdict: Verdict;
  readonly facts: Facts;
  readonly route: PixelRoute | undefined;
  /** Intrinsic size; 0 while unknown. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** 0 when unknown or endless. */
  readonly durationMs: number;
  /** Host name of the document it was seen in. */
  readonly host: string;
}
