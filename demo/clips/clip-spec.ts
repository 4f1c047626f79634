import type { PortraitName } from './portraits.ts';

/** Part of a clip. */
export interface Stretch {
  readonly fromS: number;
  readonly untilS: number;
}

/** What is in a clip. The seed fixes the hand that holds the camera, its noise and everything drawn. */
export type ClipScene =
  | { readonly kind: 'portrait'; readonly portrait: PortraitName; readonly mirrored: boolean; readonly seed: number }
  /** Both halves of a pair have the same person, motion, noise and encoding; only one has the altered face. */
  | { readonly kind: 'twin'; readonly seed: number; readonly altered: boolean | Stretch }
  | { readonly kind: 'two-people'; readonly seed: number }
  | { readonly kind: 'landscape'; readonly seed: number }
  | { readonly kind: 'cartoon'; readonly seed: number };

export interface ClipSpec {
  /** File name without its ending. */
  readonly name: string;
  /** A multiple of 40 ms, and its own: the length is how a report from the extension is matched to its clip. */
  readonly durationMs: number;
  readonly width: number;
  readonly height: number;
  readonly scene: ClipScene;
}

export const FRAMES_PER_SECOND = 25;

/** A clip as the browser made it. */
export interface MadeClip {
  readonly ending: 'mp4' | 'webm';
  readonly bytes: ArrayBuffer;
}
