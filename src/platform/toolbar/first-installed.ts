import browser from 'webextension-polyfill';

/** Calls `listener` when the extension was installed, not when it or the browser was updated. */
export function onFirstInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') listener();
  });
}
