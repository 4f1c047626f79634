import type { Face, GateReason } from './face.ts';
import type { FailureCode } from './failure.ts';
import type { Facts } from './fact.ts';
import type { PixelRoute } from './frame.ts';
import type { Fusion } from './fusion.ts';
import type { EngineVersions } from './scan.ts';
import type { DetectorId, PixelsHash, Score } from './score.ts';
import type { Settings } from './settings.ts';
import type { Verdict } from './verdict.ts';

/** What a report speaks of. */
export type ReportSubject =
  | {
      readonly kind: 'page';
      /** Of the tab. */
      readonly pageAddress: string;
      /** Of the document that holds the video: another one where it is embedded. */
      readonly documentAddress: string;
      /** `blob:` where a script of the page puts the media together; empty for a live source. */
      readonly mediaAddress: string;
      /** How the latest frame was had. */
      readonly route?: PixelRoute;
    }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly byteCount: number;
      /** Hexadecimal; absent when the file was too large to be hashed in one piece. */
      readonly sha256?: string;
    };

/** One face of a reported frame. */
export interface ReportedFace extends Pick<Face, 'box' | 'confidence'> {
  readonly gate: readonly GateReason[];
  readonly scores: readonly Score[];
  /** A JPEG as a `data:` address, only when the person chose crops. */
  readonly crop?: string;
}

/** One look at the video. */
export interface ReportedFrame {
  /** Player position. */
  readonly mediaTimeMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels?: PixelsHash;
  readonly faces: readonly ReportedFace[];
  /** Detectors that failed on this frame. */
  readonly failures: readonly FailureCode[];
  /** A small JPEG as a `data:` address, only when the person chose a contact sheet. */
  readonly picture?: string;
}

/** What is known of one video or file where it was checked. */
export interface CheckRecord {
  readonly subject: ReportSubject;
  /** 0 while unknown. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** 0 when unknown or endless, and for a still. */
  readonly durationMs: number;
  readonly verdict: Verdict;
  readonly facts: Facts;
  /** May be more than the frames listed: a long watch keeps the latest few hundred. */
  readonly framesLookedAt: number;
  readonly frames: readonly ReportedFrame[];
}

/** How often genuine sources passed the thresholds when that was measured. */
export interface ErrorRates {
  readonly genuineSources: number;
  readonly aboveSoft: number;
  readonly aboveStrong: number;
}

/** Everything that somebody needs to judge a check, and to repeat it. */
export interface Report extends CheckRecord {
  /** ISO 8601, by the clock of the device that made it. */
  readonly madeAt: string;
  /** Fingerprint of the key that it is signed with, so that another key cannot be put in its place. */
  readonly key: string;
  readonly fusion: Fusion & { readonly version: string };
  readonly errorRates: ErrorRates;
  readonly detectors: readonly { readonly id: DetectorId; readonly version: string }[];
  readonly software: EngineVersions;
  /** Those that change what is looked at; never the list of sites. */
  readonly settings: Pick<Settings, 'sensitivity' | 'budget'>;
  /** Where the pictures were taken from, when there are any: not the moment of the check. */
  readonly picturesFrom?: 'media-address' | 'file';
}

/** A report as it is kept: the signed text itself and what is needed to check it. Described in docs/REPORT.md. */
export interface Envelope {
  readonly format: string;
  readonly version: number;
  /** The report as JSON text: these very characters are signed. */
  readonly payload: string;
  /** Ed25519, 32 bytes, base64. */
  readonly publicKey: string;
  /** 64 bytes, base64. */
  readonly signature: string;
}

/** What became of the words around the report in an HTML file. */
export type PageSeal =
  /** The file is not a page. */
  | 'no-page'
  | 'intact'
  /** The page was changed or never sealed; the report inside it holds all the same. */
  | 'changed';

/** What checking a file came to. */
export type Verification =
  | { readonly kind: 'intact'; readonly report: Report; readonly fingerprint: string; readonly seal: PageSeal }
  /** Something was changed after signing. */
  | { readonly kind: 'changed' }
  /** It names another key than the one it comes with. */
  | { readonly kind: 'wrong-key' }
  /** Of a format that only a newer version can read. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'not-a-report' }
  /** It was one, and cannot be read any more. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'too-large' };
