import { effectiveSettings } from '../../core/settings/effective-settings.ts';
import { logProblem } from '../../platform/log/log-problem.ts';
import { askPolicyValues } from '../../platform/policy/managed-policy.ts';
import { readSettings } from '../../platform/storage/watch-settings.ts';
import { isForced, onFirstInstalled } from '../../platform/toolbar/first-installed.ts';
import { openOwnPage } from '../../platform/toolbar/open-own-page.ts';

/** Nobody who administers a browser wants a page at each login of a profile that is wiped. */
async function welcome(): Promise<void> {
  const [chosen, policy] = await readSettings();
  const isManaged = Object.keys(await askPolicyValues()).length > 0 || (await isForced());
  const { featuresOff } = effectiveSettings(chosen, policy).values;
  if (!isManaged && !featuresOff.includes('first-run')) await openOwnPage('first-run');
}

/** Opens the page for somebody new once, after the first installation; never after an update. Call in the first turn. */
export function welcomeOnce(): void {
  onFirstInstalled(() => {
    welcome().catch((problem: unknown) => logProblem('first run', problem));
  });
}
