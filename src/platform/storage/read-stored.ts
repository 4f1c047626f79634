import * as v from 'valibot';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Settings } from '../../contracts/settings.ts';
import { settingSchemas } from './settings-schema.ts';

/** Version 1 is the first; a later one adds a migration step. */
export const SETTINGS_VERSION = 1;

const storedSchema = v.object({ version: v.literal(SETTINGS_VERSION), chosen: v.record(v.string(), v.unknown()) });

/** Reads what is stored, key by key: one that does not fit its schema is left out and the others hold. */
export function readStored(stored: unknown): Outcome<Partial<Settings>> {
  if (stored === undefined) return { ok: true, value: {} };
  const parsed = v.safeParse(storedSchema, stored);
  if (!parsed.success) {
    const detail = 'stored settings must be {version: 1, chosen: {…}}';
    return { ok: false, failure: { code: 'platform.settings-unreadable', stage: 'find', detail } };
  }
  const { chosen } = parsed.output;
  const keys = Object.keys(settingSchemas) as (keyof Settings)[];
  const kept = keys.flatMap((key) => {
    const one = v.safeParse(settingSchemas[key], chosen[key]);
    return one.success ? [[key, one.output] as const] : [];
  });
  return { ok: true, value: Object.fromEntries(kept) };
}
