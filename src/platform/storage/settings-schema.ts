import * as v from 'valibot';
import type { Settings, SiteLevel } from '../../contracts/settings.ts';

/** A host name as `URL.hostname` gives it: no scheme, no port, no path. */
const hostSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(253), v.regex(/^[^\s/:@?#]+$|^\[[0-9a-f:.]+\]$/i));
const levelSchema: v.GenericSchema<unknown, SiteLevel> = v.picklist(['off', 'facts-only', 'full']);
const MOST_SITES = 10_000;

/** What may be stored for each setting; the keys are those of `Settings`, no more and no fewer. */
export const settingSchemas: { readonly [Key in keyof Settings]: v.GenericSchema<unknown, Settings[Key]> } = {
  sensitivity: v.picklist(['quiet', 'standard', 'on-request']),
  level: levelSchema,
  siteLevels: v.pipe(
    v.record(hostSchema, levelSchema),
    v.check((levels) => Object.keys(levels).length <= MOST_SITES, `at most ${MOST_SITES} sites`),
  ),
  budget: v.picklist(['saving', 'standard', 'generous']),
  language: v.pipe(v.string(), v.regex(/^(browser|[a-z]{2,3}(_[A-Za-z0-9]{2,4})?)$/)),
  audience: v.picklist(['adult', 'minor', 'teacher']),
  region: v.pipe(v.string(), v.regex(/^(browser|[A-Z]{2})$/)),
  featuresOff: v.array(v.picklist(['report', 'file-check', 'shortcuts', 'first-run', 'this-is-wrong'])),
};

/** What a person changed: any of the settings, and nothing else. */
export const chosenSettingsSchema: v.GenericSchema<unknown, Partial<Settings>> = v.strictObject({
  sensitivity: v.exactOptional(settingSchemas.sensitivity),
  level: v.exactOptional(settingSchemas.level),
  siteLevels: v.exactOptional(settingSchemas.siteLevels),
  budget: v.exactOptional(settingSchemas.budget),
  language: v.exactOptional(settingSchemas.language),
  audience: v.exactOptional(settingSchemas.audience),
  region: v.exactOptional(settingSchemas.region),
  featuresOff: v.exactOptional(settingSchemas.featuresOff),
});

/** Reads settings key by key: one that does not fit is left out and the others hold. */
export function readEach(values: Readonly<Record<string, unknown>>): Partial<Settings> {
  const keys = Object.keys(settingSchemas) as (keyof Settings)[];
  const kept = keys.flatMap((key) => {
    const one = v.safeParse(settingSchemas[key], values[key]);
    return one.success ? [[key, one.output] as const] : [];
  });
  return Object.fromEntries(kept);
}
