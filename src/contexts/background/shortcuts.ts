import { effectiveSettings } from '../../core/settings/effective-settings.ts';
import { onPolicyChanged } from '../../platform/policy/managed-policy.ts';
import { onSettingsChanged } from '../../platform/storage/chosen-settings.ts';
import { handOverPicture } from '../../platform/storage/handed-picture.ts';
import { readSettings } from '../../platform/storage/watch-settings.ts';
import { text } from '../../platform/text.ts';
import { openOwnPage } from '../../platform/toolbar/open-own-page.ts';
import { drawMenus, onBrowserStart, serveShortcuts, type ShortcutPorts } from '../../platform/toolbar/shortcuts.ts';
import type { Feature } from '../../contracts/settings.ts';

const FEATURES: Readonly<Record<Parameters<ShortcutPorts['isOn']>[0], readonly Feature[]>> = {
  keys: ['shortcuts'],
  'check-video': ['shortcuts'],
  'check-picture': ['shortcuts', 'file-check'],
};

const PORTS: ShortcutPorts = {
  isOn: async (shortcut) => {
    const { featuresOff } = effectiveSettings(...(await readSettings())).values;
    return FEATURES[shortcut].every((feature) => !featuresOff.includes(feature));
  },
  checkPicture: async (address) => {
    const picture = await handOverPicture(address);
    await openOwnPage('check-file', { picture: picture ?? '' });
  },
  text,
};

/** Keyboard commands and context menu, as far as they are switched on. Call in the first turn. */
export function followShortcuts(): void {
  serveShortcuts(PORTS);
  const draw = (): void => void drawMenus(PORTS);
  onBrowserStart(draw);
  onSettingsChanged(draw);
  onPolicyChanged(draw);
}
