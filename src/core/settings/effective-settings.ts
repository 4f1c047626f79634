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

/** Whether nobody may choose a site's level, and the sites whose level the policy decided. */
function lockedLevels({ settings, unlocked }: Policy): { readonly all: boolean; readonly sites: readonly string[] } {
  return {
    // Whoever locks the level of all sites means all of them: a site of one's own would be a way around it.
    all: settings.level !== undefined && !unlocked.includes('level'),
    sites: unlocked.includes('siteLevels') ? [] : Object.keys(settings.siteLevels ?? {}),
  };
}

/** What holds now: the defaults, over them what the person chose, over that what the policy locks. */
export function effectiveSettings(chosen: Partial<Settings>, policy: Policy): EffectiveSettings {
  const keys = Object.keys(policy.settings) as (keyof Settings)[];
  const lockedKeys = keys.filter((key) => !policy.unlocked.includes(key));
  const lockedValues = Object.fromEntries(lockedKeys.map((key) => [key, policy.settings[key]]));
  const merged: Settings = { ...DEFAULT_SETTINGS, ...policy.settings, ...chosen, ...lockedValues };

  const { all, sites } = lockedLevels(policy);
  const siteLevels = siteLevelsOf(all ? {} : (chosen.siteLevels ?? {}), policy, sites);
  const locked = lockedKeys.filter((key) => key !== 'siteLevels');
  return { values: { ...merged, siteLevels }, locked: all ? [...locked, 'siteLevels'] : locked, lockedSites: sites };
}

/** A site that the policy names keeps its level, also below it; the person's own sites stand beside it. */
function siteLevelsOf(
  chosen: Settings['siteLevels'],
  policy: Policy,
  lockedSites: readonly string[],
): Settings['siteLevels'] {
  const own = Object.entries(chosen).filter(([host]) => !lockedSites.some((site) => isCovered(site, host)));
  const given = policy.settings.siteLevels ?? {};
  return { ...given, ...Object.fromEntries(own) };
}

/**
 * The person's own part of the levels that they want to hold: without what the policy gives anyway, and with what they
 * once chose for sites that the policy has decided since, which lifting it gives back.
 */
export function ownSiteLevels(
  wanted: Settings['siteLevels'],
  before: Settings['siteLevels'],
  policy: Policy,
): Settings['siteLevels'] {
  const { all, sites } = lockedLevels(policy);
  const isHidden = (host: string): boolean => all || sites.some((site) => isCovered(site, host));
  const given = policy.settings.siteLevels ?? {};
  const hidden = Object.entries(before).filter(([host]) => isHidden(host));
  const own = Object.entries(wanted).filter(([host, level]) => !isHidden(host) && given[host] !== level);
  return Object.fromEntries([...hidden, ...own]);
}
