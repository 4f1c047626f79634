import type { EffectiveSettings, Settings, SiteLevel } from '../../contracts/settings.ts';

/** Least first. */
const LEVELS: readonly SiteLevel[] = ['off', 'facts-only', 'full'];

/** Lower case and without the dot that a fully qualified name may end in. */
function bareHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

/** Whether `host` is `site` or lies below it. */
export function isCovered(site: string, host: string): boolean {
  const [inner, outer] = [bareHost(host), bareHost(site)];
  return inner === outer || inner.endsWith(`.${outer}`);
}

/** How much is done on `host`: the closest name that covers it counts. */
export function siteLevel(settings: Pick<Settings, 'level' | 'siteLevels'>, host: string): SiteLevel {
  const closest = Object.entries(settings.siteLevels)
    .filter(([site]) => isCovered(site, host))
    .sort(([a], [b]) => b.length - a.length)[0];
  return closest?.[1] ?? settings.level;
}

/** How much is done in a document: no more than on any of the sites around it. */
export function lowestLevel(settings: Pick<Settings, 'level' | 'siteLevels'>, hosts: readonly string[]): SiteLevel {
  const levels = hosts.map((host) => LEVELS.indexOf(siteLevel(settings, host)));
  return LEVELS[Math.min(...levels)] ?? settings.level;
}

/** The sites' levels once `host` has this one. Names below it go, and its own where the site above says the same. */
export function withSiteLevel(
  settings: Pick<Settings, 'level' | 'siteLevels'>,
  host: string,
  level: SiteLevel,
): Settings['siteLevels'] {
  const others = Object.fromEntries(Object.entries(settings.siteLevels).filter(([site]) => !isCovered(host, site)));
  if (siteLevel({ level: settings.level, siteLevels: others }, host) === level) return others;
  return { ...others, [bareHost(host)]: level };
}

/** Whether a policy decided the level of `host`. */
export function isSiteLocked({ locked, lockedSites }: EffectiveSettings, host: string): boolean {
  return locked.includes('siteLevels') || lockedSites.some((site) => isCovered(site, host));
}
