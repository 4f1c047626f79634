import type { ExportedKey, ExportedPolicy, PolicyChoice, PolicyLevel } from '../../contracts/policy-export.ts';
import type { Settings } from '../../contracts/settings.ts';
import { DEFAULT_SETTINGS } from '../settings/effective-settings.ts';

/** In the order in which the settings page shows them. */
export const EXPORTED_KEYS = [
  'sensitivity',
  'level',
  'siteLevels',
  'budget',
  'language',
  'audience',
  'region',
] as const satisfies readonly ExportedKey[];

/** What is proposed before anybody chose: whatever was changed is locked, the rest is left to people. */
export function proposedLevels(values: Settings): Readonly<Record<ExportedKey, PolicyLevel>> {
  const isChanged = (key: ExportedKey): boolean =>
    JSON.stringify(values[key]) !== JSON.stringify(DEFAULT_SETTINGS[key]);
  const levels = EXPORTED_KEYS.map((key) => [key, isChanged(key) ? 'locked' : 'left'] as const);
  return Object.fromEntries(levels) as Record<ExportedKey, PolicyLevel>;
}

/** The policy that was chosen, with the values that hold now. */
export function exportedPolicy(values: Settings, { levels, featuresOff }: PolicyChoice): ExportedPolicy {
  const given = EXPORTED_KEYS.filter((key) => levels[key] !== 'left');
  const unlocked = given.filter((key) => levels[key] === 'default');
  return {
    ...Object.fromEntries(given.map((key) => [key, values[key]])),
    ...(featuresOff.length > 0 && { featuresOff }),
    ...(unlocked.length > 0 && { unlocked }),
  };
}
