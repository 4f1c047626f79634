import { effectiveSettings } from '../../core/settings/effective-settings.ts';
import { logFailure } from '../../platform/log/log-failure.ts';
import { serve } from '../../platform/messaging/serve.ts';
import { ensureOffscreen } from '../../platform/offscreen/ensure-offscreen.ts';
import { changeChosenSettings, readChosenSettings } from '../../platform/storage/chosen-settings.ts';
import { captureVisible } from '../../platform/toolbar/capture-visible.ts';
import { followTabs, showWarnings } from '../../platform/toolbar/warning-count.ts';

// The browser may end this service worker at any time and starts it again for the next event. So every listener is
// registered in the first turn, and what must be remembered is stored, never kept in a variable.

serve('background', {
  'page>background/wake-offscreen': async () => {
    await ensureOffscreen();
    return undefined;
  },
  'page>background/read-settings': async () => {
    const chosen = await readChosenSettings();
    if (chosen.ok) return effectiveSettings(chosen.value);
    logFailure(chosen.failure);
    return effectiveSettings({});
  },
  'page>background/change-settings': async (change) => effectiveSettings(await changeChosenSettings(change)),
  'content>background/count-warnings': async ({ warnings }, sender) => {
    await showWarnings(sender, warnings);
    return undefined;
  },
  'content>background/capture-visible': ({ box, devicePixelRatio }, sender) =>
    captureVisible(sender, box, devicePixelRatio),
});

followTabs();
