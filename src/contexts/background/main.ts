import { effectiveSettings } from '../../core/settings/effective-settings.ts';
import { readBundledTexts } from '../../platform/bundled-texts.ts';
import { serve } from '../../platform/messaging/serve.ts';
import { ensureOffscreen } from '../../platform/offscreen/ensure-offscreen.ts';
import { changeChosenSettings } from '../../platform/storage/chosen-settings.ts';
import { openSettingsLine } from '../../platform/offscreen/settings-line.ts';
import { readPolicy } from '../../platform/storage/managed-policy.ts';
import { readSettings, watchSettings } from '../../platform/storage/watch-settings.ts';
import { captureVisible } from '../../platform/toolbar/capture-visible.ts';
import { followTabs, showWarnings } from '../../platform/toolbar/warning-count.ts';

// The browser may end this service worker at any time and starts it again for the next event. So every listener is
// registered in the first turn, and what must be remembered is stored, never kept in a variable.

serve('background', {
  'page>background/wake-offscreen': async () => {
    await ensureOffscreen();
    return undefined;
  },
  'page>background/read-settings': async () => effectiveSettings(...(await readSettings())),
  'page>background/change-settings': async (change) =>
    effectiveSettings(await changeChosenSettings(change), await readPolicy()),
  'page>background/read-texts': ({ language }) => readBundledTexts(language),
  'content>background/count-warnings': async ({ warnings }, sender) => {
    await showWarnings(sender, warnings);
    return undefined;
  },
  'content>background/capture-visible': ({ box, devicePixelRatio }, sender) =>
    captureVisible(sender, box, devicePixelRatio),
});

const tellSettings = openSettingsLine();
void watchSettings((chosen, policy) => tellSettings(effectiveSettings(chosen, policy).values));
followTabs();
