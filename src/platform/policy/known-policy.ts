import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { Policy } from '../../contracts/settings.ts';
import { settingSchemas } from '../storage/settings-schema.ts';
import { readPolicyValues, type PolicyValues } from './read-policy-values.ts';

/**
 * storage.local: the settings of the policy as it was last seen, `{}` where there was none; absent where nobody has
 * looked yet. Content scripts could write it, so it holds only until the browser itself has answered, and neither lists
 * of issuers nor links are kept in it (docs/decisions/0017).
 */
const KNOWN_KEY = 'known-policy';

const KEPT_KEYS: readonly string[] = [...Object.keys(settingSchemas), 'unlocked'];
const knownSchema = v.record(v.string(), v.unknown());

/** The settings of the policy as it was last seen; undefined where that is not known. */
export async function readKnownPolicy(): Promise<Policy | undefined> {
  try {
    const stored = v.safeParse(knownSchema, (await browser.storage.local.get(KNOWN_KEY))[KNOWN_KEY]);
    return stored.success ? readPolicyValues(stored.output) : undefined;
  } catch {
    // Storage that cannot be read knows nothing: the browser's own answer is waited for.
    return undefined;
  }
}

/** Keeps the settings of a policy for the next start of the browser. */
export async function keepKnownPolicy(values: PolicyValues): Promise<void> {
  const kept = Object.fromEntries(Object.entries(values).filter(([key]) => KEPT_KEYS.includes(key)));
  await browser.storage.local.set({ [KNOWN_KEY]: kept });
}
