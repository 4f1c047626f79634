import browser from 'webextension-polyfill';
import { commandFrame, commandMostInView } from '../messaging/tab-port.ts';

/** The manifest's `commands`, and what each asks of the video in view. */
const COMMANDS = { 'check-video': 'check', 'open-card': 'open-card' } as const;

const isCommand = (name: string): name is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, name);

const MENUS = [
  { id: 'check-video', contexts: ['video'], title: 'menu_check_video' },
  { id: 'check-picture', contexts: ['image'], title: 'menu_check_picture' },
] as const;

export interface ShortcutPorts {
  /** Asked each time: settings and policies change while the listeners stay. */
  readonly isOn: (shortcut: 'keys' | (typeof MENUS)[number]['id']) => Promise<boolean>;
  readonly checkPicture: (address: string) => Promise<void>;
  readonly text: (key: string) => string;
}

/** Listens to the keyboard's commands and to the context menu. Call in the first turn. */
export function serveShortcuts({ isOn, checkPicture }: ShortcutPorts): void {
  browser.commands.onCommand.addListener((name, tab) => {
    const tabId = tab?.id;
    if (!isCommand(name) || tabId === undefined) return;
    void isOn('keys').then((isWanted) => isWanted && commandMostInView(tabId, COMMANDS[name]));
  });
  browser.contextMenus.onClicked.addListener(({ menuItemId, srcUrl, frameId }, tab) => {
    if (srcUrl === undefined) return;
    if (menuItemId === 'check-picture') void checkPicture(srcUrl);
    if (menuItemId === 'check-video' && tab?.id !== undefined) {
      commandFrame(tab.id, frameId ?? 0, { kind: 'check-media', address: srcUrl });
    }
  });
}

/** When the extension was installed or updated, and when the browser starts. */
export function onBrowserStart(listener: () => void): void {
  browser.runtime.onInstalled.addListener(listener);
  browser.runtime.onStartup.addListener(listener);
}

let tail: Promise<unknown> = Promise.resolve();

/** Puts those entries into the context menu that are switched on. The browser keeps them until it restarts. */
export function drawMenus({ isOn, text }: ShortcutPorts): Promise<void> {
  const drawn = tail.then(async () => {
    await browser.contextMenus.removeAll();
    for (const { id, contexts, title } of MENUS) {
      if (await isOn(id)) browser.contextMenus.create({ id, contexts: [...contexts], title: text(title) });
    }
  });
  tail = drawn.catch(() => undefined);
  return drawn;
}
