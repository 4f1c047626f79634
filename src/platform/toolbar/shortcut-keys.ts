import browser from 'webextension-polyfill';

/** A keyboard shortcut as the browser has it. */
export interface Shortcut {
  /** As in the manifest; what it is called is the text `command_…`. */
  readonly name: string;
  /** Empty where none is set. */
  readonly keys: string;
}

/** Where Chromium lets a person change shortcuts; an address that a link may not open. */
const SHORTCUTS_PAGE = 'chrome://extensions/shortcuts';

/** All shortcuts of the extension. */
export async function readShortcuts(): Promise<readonly Shortcut[]> {
  return (await browser.commands.getAll()).flatMap(({ name = '', shortcut = '' }) =>
    // `_execute_action` opens the popup and is named by the browser alone.
    name.startsWith('_') ? [] : [{ name, keys: shortcut }],
  );
}

/** Opens the browser's own page of shortcuts. Firefox has a call for it, Chromium an address. */
export async function openShortcutsPage(): Promise<void> {
  if ('openShortcutSettings' in browser.commands) await browser.commands.openShortcutSettings();
  else await browser.tabs.create({ url: SHORTCUTS_PAGE });
}
