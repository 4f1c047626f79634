import browser from 'webextension-polyfill';

/** Calls `listener` when the extension was installed to stay, not when it or the browser was updated. */
export function onFirstInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason, temporary }) => {
    if (reason === 'install' && !temporary) listener();
  });
}

/** Whether an administrator put it there, which in a profile that is wiped happens at each login. */
export async function isForced(): Promise<boolean> {
  return (await browser.management.getSelf()).installType === 'admin';
}
