/** Settings as some version stored them. */
export type Stored = Readonly<Record<string, unknown>>;

/**
 * Step N turns what version N stored into what version N + 1 stores. A released step is never edited, and imports
 * nothing: it must go on meaning what it meant. What it cannot read it leaves out.
 */
const STEPS: readonly ((chosen: Stored) => Stored)[] = [
  // 1 → 2: a list of sites that are off became a level for each site.
  ({ sitesOff, ...others }) => {
    if (!Array.isArray(sitesOff)) return others;
    const hosts = sitesOff.filter((host): host is string => typeof host === 'string');
    return { ...others, siteLevels: Object.fromEntries(hosts.map((host) => [host, 'off'])) };
  },
];

/** The version that is stored now. */
export const SETTINGS_VERSION = STEPS.length + 1;

/** Brings what `version` stored up to now; undefined for a version that is none of ours, such as a later one. */
export function migrate(version: number, chosen: Stored): Stored | undefined {
  if (!Number.isInteger(version) || version < 1 || version > SETTINGS_VERSION) return undefined;
  return STEPS.slice(version - 1).reduce((before, step) => step(before), chosen);
}
