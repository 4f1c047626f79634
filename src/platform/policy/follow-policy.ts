import browser from 'webextension-polyfill';
import { logProblem } from '../log/log-problem.ts';
import { keepPolicyTrustLists } from '../storage/trust-lists.ts';
import { keepKnownPolicy } from './known-policy.ts';
import { askPolicyValues, onPolicyChanged } from './managed-policy.ts';
import { readPolicyValues } from './read-policy-values.ts';

/** Notes the policy for whoever cannot wait for it or cannot ask for it, and logs what of it could not be understood. */
async function notePolicy(): Promise<void> {
  const values = await askPolicyValues();
  const { refused, trustLists } = readPolicyValues(values);
  for (const { key, given } of refused) logProblem('policy', `left out ${key}: ${given}`);
  // Each stands alone: a profile without room for one may have room for the other, and neither is needed to go on.
  const kept = await Promise.allSettled([keepKnownPolicy(values), keepPolicyTrustLists(trustLists)]);
  for (const one of kept) if (one.status === 'rejected') logProblem('policy', one.reason);
}

/** Background: notes the policy when the browser starts, when the extension is installed, and after each change. */
export function followPolicy(): void {
  let tail: Promise<void> = Promise.resolve();
  const note = (): void => {
    tail = tail.then(notePolicy);
  };
  browser.runtime.onInstalled.addListener(note);
  browser.runtime.onStartup.addListener(note);
  onPolicyChanged(note);
}
