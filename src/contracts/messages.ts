import type { HelpLink, Situation, WantedTips } from './advice.ts';
import type { Outcome } from './outcome.ts';
import type { Facts } from './fact.ts';
import type { PixelRoute, Pixels, SampledFrame } from './frame.ts';
import type { CheckRecord } from './report.ts';
import type { FrameFindings } from './score.ts';
import type { EngineVersions } from './scan.ts';
import type { Disagreement } from './disagreement.ts';
import type { OwnPage } from './card.ts';
import type { SightingId, SightingReport } from './sighting.ts';
import type { EffectiveSettings, Settings } from './settings.ts';
import type { Texts } from './texts.ts';
import type { Box } from './face.ts';

/** One-off questions: who asks whom, what goes, what comes back. `Picture` is the platform's picture handle. */
export interface Wire<Picture> {
  /** Resolves once the offscreen document listens. */
  'page>background/wake-offscreen': { readonly ask: undefined; readonly answer: undefined };
  'page>background/read-settings': { readonly ask: undefined; readonly answer: EffectiveSettings };
  /** Stores the change and answers with what now holds. */
  'page>background/change-settings': { readonly ask: Partial<Settings>; readonly answer: EffectiveSettings };
  /** The texts of a bundled language; undefined for one that is not bundled. */
  'page>background/read-texts': { readonly ask: { readonly language: string }; readonly answer: Texts | undefined };
  /** Strong warnings now shown in one document of a tab; the sum goes on the toolbar. */
  'content>background/count-warnings': { readonly ask: { readonly warnings: number }; readonly answer: undefined };
  /** Opens a page of ours in a tab beside the one that asks; a report is about the sighting, tips about what is wanted. */
  'content>background/open-page': {
    readonly ask: { readonly page: OwnPage; readonly sighting: SightingId } & WantedTips;
    readonly answer: undefined;
  };
  /** The links that fit a video with signs, for this person. */
  'content>background/find-help': {
    readonly ask: { readonly situation: Situation; readonly host: string };
    readonly answer: readonly HelpLink[];
  };
  /** Keeps a disagreement on the device. Answers with its name, or undefined when it was not kept: private window, switched off. */
  'content>background/disagree': { readonly ask: Disagreement; readonly answer: string | undefined };
  'content>background/withdraw-disagreement': { readonly ask: { readonly id: string }; readonly answer: undefined };
  /** A picture of the visible tab, cut to `box` (CSS pixels of the top document). */
  'content>background/capture-visible': {
    readonly ask: { readonly box: Box; readonly devicePixelRatio: number };
    readonly answer: Outcome<Picture>;
  };
}

/** Names of the long-lived ports. */
export type PortName = 'frames' | 'tab' | 'facts' | 'record';

/** Into the offscreen document over the port `frames`, one at a time a port: the only way pixels travel. */
export type FrameAsk<Picture> =
  | {
      readonly kind: 'inspect';
      readonly askId: number;
      readonly frame: SampledFrame<Picture>;
      /** Also score faces that the quality gate objects to (never those that are no photographed face). */
      readonly scoreGated: boolean;
    }
  | {
      /** Read the same media again at this position, and inspect that frame. */
      readonly kind: 're-read';
      readonly askId: number;
      readonly mediaAddress: string;
      readonly mediaTimeMs: number;
      readonly scoreGated: boolean;
    }
  | { readonly kind: 'versions'; readonly askId: number };

/** Out of the offscreen document. */
export type FrameAnswer =
  | {
      readonly askId: number;
      readonly kind: 'findings';
      readonly outcome: Outcome<FrameFindings>;
      readonly route: PixelRoute;
      /** How long to rest before asking again, ms: the device's budget for checking is used up for so long. */
      readonly restMs: number;
    }
  | { readonly askId: number; readonly kind: 'versions'; readonly outcome: Outcome<EngineVersions> };

/** Media whose file is to be read for what it declares. Addresses are those that the page itself plays or has fetched. */
export type FactsMedia =
  | { readonly kind: 'address'; readonly address: string; readonly posterAddress?: string }
  | { readonly kind: 'file'; readonly file: Blob; readonly posterAddress?: string }
  /** Pieces of one stream, as the page fetched them; which of them is the beginning is for the reader to find out. */
  | {
      readonly kind: 'segments';
      readonly addresses: readonly string[];
      readonly widthPx: number;
      readonly heightPx: number;
    };

/** Into the offscreen document over a port `facts`: one ask, one answer, and the port is closed. */
export interface FactsAsk {
  readonly media: FactsMedia;
}

/** Out of the offscreen document. */
export interface FactsAnswer {
  readonly facts: Facts;
  /** Bytes that were asked of servers for it. */
  readonly fetchedBytes: number;
  /** From the beginning of the reading, without the wait for a turn. */
  readonly tookMs: number;
}

/** From each document of a tab to whoever listens over the port `tab`, at once and on each change. */
export interface TabReport {
  readonly sightings: readonly SightingReport[];
  /** The video of which most is in view, and how much, in CSS pixels. Absent where none is. */
  readonly mostInView?: { readonly id: SightingId; readonly areaPx: number };
}

/** A small picture of one video, drawn when the popup asks; it is kept nowhere. */
export interface Thumbnail {
  readonly id: SightingId;
  /** Undefined where none can be had. */
  readonly pixels: Pixels | undefined;
}

/** To the documents of a tab over the port `tab`. One that names a video is for the document that has it. */
export type TabCommand =
  /** Look at live camera or call videos too, because the person asked. */
  | { readonly kind: 'check-live' }
  /** Look at each video in view, whatever the settings say, because the person asked. */
  | { readonly kind: 'check-page' }
  /** Look at this video. */
  | { readonly kind: 'check'; readonly id: SightingId }
  /** Look at the video that plays from this address. */
  | { readonly kind: 'check-media'; readonly address: string }
  /** Look at this video and open its card. */
  | { readonly kind: 'open-card'; readonly id: SightingId }
  /** Send a thumbnail. */
  | { readonly kind: 'picture'; readonly id: SightingId }
  /** Scroll to it and point at it. */
  | { readonly kind: 'show'; readonly id: SightingId };

/** From a report to the documents of a tab over the port `record`: only the one that knows the sighting answers. */
export interface RecordAsk {
  readonly sightingId: SightingId;
}

/** The document's answer. */
export interface RecordAnswer {
  readonly record: CheckRecord;
}
