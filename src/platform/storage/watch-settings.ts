import type { ManagedPolicy } from '../../contracts/policy.ts';
import type { Policy, Settings } from '../../contracts/settings.ts';
import { logFailure } from '../log/log-failure.ts';
import { readKnownPolicy } from '../policy/known-policy.ts';
import { onPolicyChanged, readPolicy } from '../policy/managed-policy.ts';
import { onSettingsChanged, readChosenSettings } from './chosen-settings.ts';

/** What the person chose; what cannot be read is logged and counts as no choice. */
async function readChosen(): Promise<Partial<Settings>> {
  const chosen = await readChosenSettings();
  if (chosen.ok) return chosen.value;
  logFailure(chosen.failure);
  return {};
}

/** What was chosen and what the policy says, now. */
export async function readSettings(): Promise<readonly [Partial<Settings>, ManagedPolicy]> {
  return Promise.all([readChosen(), readPolicy()]);
}

type UseSettings = (chosen: Partial<Settings>, policy: Policy) => unknown;

/**
 * Calls `use` with what was chosen and what the policy says: now, and again after each change of either. Resolves after
 * the first time. Just started, a browser may take seconds to hand out a policy; the one last seen holds until then.
 */
export async function watchSettings(use: UseSettings): Promise<void> {
  let latest = 0;
  let used = '';
  const read = async (policyNow: Promise<Policy | undefined>): Promise<void> => {
    const turn = (latest += 1);
    const [chosen, policy] = await Promise.all([readChosen(), policyNow]);
    // Changes may overtake each other while they are read; only the last one counts.
    if (turn !== latest || policy === undefined) return;
    const { settings, unlocked } = policy;
    const news = JSON.stringify([chosen, settings, unlocked]);
    if (news === used) return;
    used = news;
    await use(chosen, policy);
  };
  const readAgain = (): Promise<void> => read(readPolicy());
  onSettingsChanged(() => void readAgain());
  onPolicyChanged(() => void readAgain());
  await read(readKnownPolicy());
  const answered = readAgain();
  if (used === '') await answered;
}
