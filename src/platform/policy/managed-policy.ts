import browser from 'webextension-polyfill';
import type { ManagedPolicy } from '../../contracts/policy.ts';
import { readPolicyValues, type PolicyValues } from './read-policy-values.ts';

/** What the browser says that an administrator decided. At the start of the browser it may take seconds to say so. */
export async function askPolicyValues(): Promise<PolicyValues> {
  try {
    return await browser.storage.managed.get();
  } catch {
    // Firefox rejects where there is no policy.
    return {};
  }
}

/** What an administrator decided; nothing where the browser is not administered. */
export async function readPolicy(): Promise<ManagedPolicy> {
  return readPolicyValues(await askPolicyValues());
}

/** Calls `use` with what an administrator decided: once the browser says so, and after each change. */
export function watchPolicy(use: (policy: ManagedPolicy) => void): void {
  const read = (): void => void readPolicy().then(use);
  onPolicyChanged(read);
  read();
}

/** Calls `listener` after each change of the policy. A browser that starts with another policy than it ended with counts. */
export function onPolicyChanged(listener: () => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') listener();
  });
}
