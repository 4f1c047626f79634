import type { EffectiveSettings, Policy, Settings } from '../../contracts/settings.ts';
import { isCovered } from './site-level.ts';

/** What holds until somebody chooses: every site, and only strong signs speak up. */
export const DEFAULT_SETTINGS: Settings = {
  sensitivity: 'quiet',
  level: 'full',
  siteLevels: {},
  budget: 'standard',
  language: 'browser',
  audience: 'adult',
  region: 'browser',
  featuresOff: [],
};

/** Where nobody administers the browser. */
export const NO_POLICY: Policy = { settings: {}, unlocked: [] };

/** The defaults, and nothing locked. */
export const UNMANAGED_DEFAULTS: EffectiveSettings = { values: DEFAULT_SETTINGS, locked: [], lockedSites: [] };

/** What holds now: the defaults, over them what the person chose, over that what the policy locks. */
export function effectiveSettings(chosen: Partial<Settings>, policy: Policy): EffectiveSettings {
  const isLocked = (key: keyof Settings): boolean => !policy.unlocked.includes(key);
  const keys = Object.keys(policy.settings) as (keyof Settings)[];
  const lockedValues = Object.fromEntries(keys.filter(isLocked).map((key) => [key, policy.settings[key]]));
  const merged: Settings = { ...DEFAULT_SETTINGS, ...policy.settings, ...chosen, ...lockedValues };

  // Whoever locks the level of all sites means all of them: a site of one's own would be a way around it.
  const areSitesLocked = 'level' in lockedValues;
  const lockedSites = isLocked('siteLevels') ? Object.keys(policy.settings.siteLevels ?? {}) : [];
  const siteLevels = siteLevelsOf(areSitesLocked ? {} : (chosen.siteLevels ?? {}), policy, lockedSites);
  const locked = Object.keys(lockedValues).filter((key) => key !== 'siteLevels') as (keyof Settings)[];
  return {
    values: { ...merged, siteLevels },
    locked: areSitesLocked ? [...locked, 'siteLevels'] : locked,
    lockedSites,
  };
}

/** A site that the policy names keeps its level, also below it; the person's own sites stand beside it. */
function siteLevelsOf(
  chosen: Settings['siteLevels'],
  policy: Policy,
  lockedSites: readonly string[],
): Settings['siteLevels'] {
  const own = Object.entries(chosen).filter(([host]) => !lockedSites.some((site) => isCovered(site, host)));
  const given = policy.settings.siteLevels ?? {};
  const overridden = lockedSites.length > 0 ? given : {};
  return { ...given, ...Object.fromEntries(own), ...overridden };
}
