/** How much is looked for and shown by itself. */
export type Sensitivity =
  /** Only strong signs speak up. */
  | 'quiet'
  /** Some signs speak up too. */
  | 'standard'
  /** Nothing is looked at until the person asks. */
  | 'on-request';

/** How much is done on a site. */
export type SiteLevel =
  | 'off'
  /** What is declared of a video is read and shown; its pictures are not looked at. */
  | 'facts-only'
  | 'full';

/** How much of the device's time checking may take. */
export type BudgetChoice = 'saving' | 'standard' | 'generous';

/** Whom tips and help are for. */
export type Audience = 'adult' | 'minor' | 'teacher';

/** A part of the product that can be switched off. */
export type Feature = 'report' | 'file-check' | 'shortcuts' | 'first-run' | 'this-is-wrong';

/** Everything a person can choose. Stored is only what they changed. */
export interface Settings {
  readonly sensitivity: Sensitivity;
  /** On sites that `siteLevels` does not name. */
  readonly level: SiteLevel;
  /** By host name; covers its subdomains, and the closest name counts. */
  readonly siteLevels: Readonly<Record<string, SiteLevel>>;
  readonly budget: BudgetChoice;
  /** `browser`, or a bundled language as `_locales` names it. */
  readonly language: string;
  readonly audience: Audience;
  /** `browser`, or a country: two capital letters (ISO 3166-1). Decides which help is shown first. */
  readonly region: string;
  readonly featuresOff: readonly Feature[];
}

/** What an administrator decided. It lies over what the person chose and is never written into it. */
export interface Policy {
  readonly settings: Partial<Settings>;
  /** Settings that the person may change all the same: the policy's value is their default then. */
  readonly unlocked: readonly (keyof Settings)[];
}

/** What holds now, and what of it the person cannot change. */
export interface EffectiveSettings {
  readonly values: Settings;
  readonly locked: readonly (keyof Settings)[];
  /** Host names whose level the policy decided; covers their subdomains. With `siteLevels` in `locked` no level can be changed. */
  readonly lockedSites: readonly string[];
}
