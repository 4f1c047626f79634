import browser from 'webextension-polyfill';
import type { Outcome } from '../../contracts/outcome.ts';
import type { Settings } from '../../contracts/settings.ts';
import { SETTINGS_VERSION } from './migrations.ts';
import { readStored } from './read-stored.ts';

/** storage.local: `{ version, chosen }`, `chosen` being only what the person changed. */
const SETTINGS_KEY = 'settings';
/** storage.local: what was found under `settings` and could not be read, kept until the person removes the extension. */
const UNREADABLE_KEY = 'settings-unreadable';
/** What the person chose. Fails, leaving everything as it is, when what is stored cannot be read. */
export async function readChosenSettings(): Promise<Outcome<Partial<Settings>>> {
  try {
    const stored = await browser.storage.local.get(SETTINGS_KEY);
    return readStored(stored[SETTINGS_KEY]);
  } catch (problem) {
    const detail = problem instanceof Error ? problem.message : String(problem);
    return { ok: false, failure: { code: 'platform.settings-unreadable', stage: 'find', detail } };
  }
}

let tail: Promise<unknown> = Promise.resolve();

/** Stores a change and answers with all that is chosen now. Changes are made one after the other, so none is lost. */
export function changeChosenSettings(change: Partial<Settings>): Promise<Partial<Settings>> {
  const changed = tail.then(async () => {
    const { [SETTINGS_KEY]: stored } = await browser.storage.local.get(SETTINGS_KEY);
    const before = readStored(stored);
    const chosen = { ...(before.ok ? before.value : {}), ...change };
    const aside = before.ok ? {} : { [UNREADABLE_KEY]: stored };
    await browser.storage.local.set({ ...aside, [SETTINGS_KEY]: { version: SETTINGS_VERSION, chosen } });
    return chosen;
  });
  tail = changed.catch(() => undefined);
  return changed;
}

/** Calls `listener` with what is chosen now after each change, in every context. An unreadable value counts as no choice. */
export function onSettingsChanged(listener: (chosen: Partial<Settings>) => void): void {
  browser.storage.onChanged.addListener((changes, area) => {
    const change = changes[SETTINGS_KEY];
    if (area !== 'local' || change === undefined) return;
    const stored = readStored(change.newValue);
    listener(stored.ok ? stored.value : {});
  });
}
