import type { Settings } from '../../contracts/settings.ts';

/** Lower case and without the dot that a fully qualified name may end in. */
function bareHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

function covers(site: string, host: string): boolean {
  const [inner, outer] = [bareHost(host), bareHost(site)];
  return inner === outer || inner.endsWith(`.${outer}`);
}

/** Whether nothing is checked on `host`: it, or a domain above it, is switched off. */
export function isSiteOff(settings: Pick<Settings, 'sitesOff'>, host: string): boolean {
  return settings.sitesOff.some((site) => covers(site, host));
}

/** The list of sites that are off once `host` is switched. Switching on also lifts a domain above it. */
export function withSite(sitesOff: readonly string[], host: string, isChecked: boolean): readonly string[] {
  const others = sitesOff.filter((site) => !covers(site, host));
  if (isChecked) return others;
  // Switching a domain off makes entries below it redundant.
  return [...others.filter((site) => !covers(host, site)), bareHost(host)].toSorted();
}
