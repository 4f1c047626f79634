import browser from 'webextension-polyfill';
import type { Policy, Settings } from '../../contracts/settings.ts';
import { readEach, settingSchemas } from './settings-schema.ts';

/** storage.managed: one key a setting, and `unlocked`, a list of keys. */
function readPolicyOf(managed: Readonly<Record<string, unknown>>): Policy {
  const named = Array.isArray(managed['unlocked']) ? (managed['unlocked'] as readonly unknown[]) : [];
  const keys = Object.keys(settingSchemas) as (keyof Settings)[];
  return { settings: readEach(managed), unlocked: keys.filter((key) => named.includes(key)) };
}

/** What an administrator decided; nothing where the browser is not administered. */
export async function readPolicy(): Promise<Policy> {
  try {
    return readPolicyOf(await browser.storage.managed.get());
  } catch {
    // Firefox rejects where there is no policy.
    return readPolicyOf({});
  }
}

/** Calls `listener` after each change of the policy. */
export function onPolicyChanged(listener: (policy: Policy) => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') void readPolicy().then(listener);
  });
}
