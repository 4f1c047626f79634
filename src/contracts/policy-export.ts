import type { Feature, Settings } from './settings.ts';

/** A setting that has a value and a level in an exported policy; features are only ever switched off for everybody. */
export type ExportedKey = Exclude<keyof Settings, 'featuresOff'>;

/** What a policy makes of a setting. */
export type PolicyLevel =
  /** It is not in the policy. */
  | 'left'
  /** It holds until the person chooses. */
  | 'default'
  /** The person cannot change it. */
  | 'locked';

/** What an administrator decided to put into a policy. */
export interface PolicyChoice {
  readonly levels: Readonly<Record<ExportedKey, PolicyLevel>>;
  readonly featuresOff: readonly Feature[];
}

/** A policy of this extension: by key of `managed_schema.json`. */
export type ExportedPolicy = Partial<Settings> & { readonly unlocked?: readonly ExportedKey[] };

/** A browser made of Chromium, each of which reads policies from a place of its own. */
export type ChromiumBrowser = 'chrome' | 'chromium' | 'edge' | 'brave';

/** For whom a policy is written. */
export interface PolicyTarget {
  /** The extension's id in this browser. */
  readonly extensionId: string;
  readonly browser: ChromiumBrowser;
  /** A new one at each call. */
  readonly uuid: () => string;
}

/** A file format that policies are spread in. */
export type PolicyFormat = 'admin-console' | 'windows' | 'macos' | 'linux' | 'firefox';

/** A policy as a file that administrators can spread. */
export interface PolicyFile {
  readonly name: string;
  readonly type: string;
  readonly content: string;
  /** Windows reads its registry files as UTF-16. */
  readonly encoding: 'utf-8' | 'utf-16le';
}
