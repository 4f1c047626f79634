import * as v from 'valibot';
import type { Settings } from '../../contracts/settings.ts';

/** A host name as `URL.hostname` gives it: no scheme, no port, no path. */
const hostSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(253), v.regex(/^[^\s/:@?#]+$|^\[[0-9a-f:.]+\]$/i));

/** What may be stored for each setting; the keys are those of `Settings`, no more and no fewer. */
export const settingSchemas: { readonly [Key in keyof Settings]: v.GenericSchema<unknown, Settings[Key]> } = {
  sensitivity: v.picklist(['quiet', 'standard']),
  sitesOff: v.pipe(v.array(hostSchema), v.maxLength(10_000)),
};

/** What a person changed: any of the settings, and nothing else. */
export const chosenSettingsSchema: v.GenericSchema<unknown, Partial<Settings>> = v.strictObject({
  sensitivity: v.exactOptional(settingSchemas.sensitivity),
  sitesOff: v.exactOptional(settingSchemas.sitesOff),
});
