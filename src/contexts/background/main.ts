import { effectiveSettings, ownSiteLevels } from '../../core/settings/effective-settings.ts';
import { helpFor } from '../../core/tips/advice.ts';
import { readerFor } from '../../core/tips/reader.ts';
import { lessonAnchor } from '../../core/tips/tips-page.ts';
import { readBundledTexts } from '../../platform/bundled-texts.ts';
import { logProblem } from '../../platform/log/log-problem.ts';
import { serve } from '../../platform/messaging/serve.ts';
import { ensureOffscreen } from '../../platform/offscreen/ensure-offscreen.ts';
import { keepDisagreement, withdrawDisagreement } from '../../platform/storage/disagreements.ts';
import { extensionVersion } from '../../platform/offscreen/extension-version.ts';
import { openOwnPage } from '../../platform/toolbar/open-own-page.ts';
import { changeChosenSettings } from '../../platform/storage/chosen-settings.ts';
import { followPolicy } from '../../platform/policy/follow-policy.ts';
import { dayOf, forgetDayCounts } from '../../platform/storage/day-counts.ts';
import { openSettingsLine } from '../../platform/offscreen/settings-line.ts';
import { readSettings, watchSettings } from '../../platform/storage/watch-settings.ts';
import { captureVisible } from '../../platform/toolbar/capture-visible.ts';
import { followTabs, showWarnings } from '../../platform/toolbar/warning-count.ts';
import { RESOURCES } from '../../tips/resources.ts';
import { welcomeOnce } from './first-run.ts';
import { followShortcuts } from './shortcuts.ts';

// The browser may end this service worker at any time and starts it again for the next event. So every listener is
// registered in the first turn, and what must be remembered is stored, never kept in a variable.

serve('background', {
  'page>background/wake-offscreen': async () => {
    await ensureOffscreen();
    return undefined;
  },
  'page>background/read-settings': async () => effectiveSettings(...(await readSettings())),
  'page>background/change-settings': async (change) => {
    const [before, policy] = await readSettings();
    const { siteLevels } = change;
    const own = siteLevels && { siteLevels: ownSiteLevels(siteLevels, before.siteLevels ?? {}, policy) };
    return effectiveSettings(await changeChosenSettings({ ...change, ...own }), policy);
  },
  'page>background/read-texts': ({ language }) => readBundledTexts(language),
  'content>background/count-warnings': async ({ warnings }, sender) => {
    await showWarnings(sender, warnings);
    return undefined;
  },
  'content>background/capture-visible': ({ box, devicePixelRatio }, sender) =>
    captureVisible(sender, box, devicePixelRatio),
  'content>background/open-page': async ({ page, sighting, situation, lesson }, { tabId }) => {
    const query = {
      ...(page === 'report' && { tab: String(tabId), sighting }),
      ...(situation !== undefined && { situation }),
    };
    await openOwnPage(page, query, lesson && lessonAnchor(lesson));
    return undefined;
  },
  'content>background/find-help': async (video) => {
    const [chosen, policy] = await readSettings();
    const { values } = effectiveSettings(chosen, policy);
    return helpFor(video, readerFor(values, navigator.language), policy.help, RESOURCES);
  },
  'content>background/disagree': async (said, { isPrivate }) => {
    const { featuresOff } = effectiveSettings(...(await readSettings())).values;
    if (isPrivate || featuresOff.includes('this-is-wrong')) return undefined;
    return keepDisagreement(said, extensionVersion());
  },
  'content>background/withdraw-disagreement': async ({ id }) => {
    await withdrawDisagreement(id);
    return undefined;
  },
});

const tellSettings = openSettingsLine();
void watchSettings((chosen, policy) => tellSettings(effectiveSettings(chosen, policy).values));
followTabs();
followPolicy();
followShortcuts();
welcomeOnce();
// Only today is ever shown.
forgetDayCounts(dayOf(new Date())).catch((problem: unknown) => logProblem('day counts', problem));
