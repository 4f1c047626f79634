import * as v from 'valibot';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Settings } from '../../contracts/settings.ts';
import { migrate } from './migrations.ts';
import { readEach } from './settings-schema.ts';

const storedSchema = v.object({ version: v.number(), chosen: v.record(v.string(), v.unknown()) });

/** Reads what is stored, of this version or an older one. A key that does not fit is left out and the others hold. */
export function readStored(stored: unknown): Outcome<Partial<Settings>> {
  if (stored === undefined) return { ok: true, value: {} };
  const parsed = v.safeParse(storedSchema, stored);
  const chosen = parsed.success ? migrate(parsed.output.version, parsed.output.chosen) : undefined;
  if (chosen !== undefined) return { ok: true, value: readEach(chosen) };
  const detail = 'stored settings must be {version, chosen: {…}} of a version that is known';
  return { ok: false, failure: { code: 'platform.settings-unreadable', stage: 'find', detail } };
}
