import browser from 'webextension-polyfill';

/** A keyboard shortcut as the browser has it. */
export interface Shortcut {
  readonly name: string;
  /** In the browser's language. */
  readonly description: string;
  /** Empty where none is set. */
  readonly keys: string;
}

/** Where the browser lets a person change shortcuts; an address that a link may not open. */
const SHORTCUTS_PAGE = 'chrome://extensions/shortcuts';

/** All shortcuts of the extension. */
export async function readShortcuts(): Promise<readonly Shortcut[]> {
  return (await browser.commands.getAll()).flatMap(({ name = '', description = '', shortcut = '' }) =>
    // `_execute_action` opens the popup and is named by the browser alone.
    description === '' ? [] : [{ name, description, keys: shortcut }],
  );
}

/** Opens the browser's own page of shortcuts. */
export async function openShortcutsPage(): Promise<void> {
  await browser.tabs.create({ url: SHORTCUTS_PAGE });
}
