import type { Policy, Settings } from '../../contracts/settings.ts';
import { logFailure } from '../log/log-failure.ts';
import { onSettingsChanged, readChosenSettings } from './chosen-settings.ts';
import { onPolicyChanged, readPolicy } from './managed-policy.ts';

/** What the person chose; what cannot be read is logged and counts as no choice. */
async function readChosen(): Promise<Partial<Settings>> {
  const chosen = await readChosenSettings();
  if (chosen.ok) return chosen.value;
  logFailure(chosen.failure);
  return {};
}

/** What was chosen and what the policy says, now. */
export async function readSettings(): Promise<readonly [Partial<Settings>, Policy]> {
  return Promise.all([readChosen(), readPolicy()]);
}

/** Calls `use` with what was chosen and what the policy says: now, and again after each change of either. */
export async function watchSettings(use: (chosen: Partial<Settings>, policy: Policy) => unknown): Promise<void> {
  let latest = 0;
  const readAgain = async (): Promise<void> => {
    const turn = (latest += 1);
    const [chosen, policy] = await readSettings();
    // Changes may overtake each other while they are read; only the last one counts.
    if (turn === latest) await use(chosen, policy);
  };
  onSettingsChanged(() => void readAgain());
  onPolicyChanged(() => void readAgain());
  await readAgain();
}
