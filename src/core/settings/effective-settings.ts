import type { Settings } from '../../contracts/settings.ts';

/** What holds until the person chooses: every site, and only strong signs speak up. */
export const DEFAULT_SETTINGS: Settings = { sensitivity: 'quiet', sitesOff: [] };

/** What holds now: the defaults, and over them what the person chose. */
export function effectiveSettings(chosen: Partial<Settings>): Settings {
  return { ...DEFAULT_SETTINGS, ...chosen };
}
