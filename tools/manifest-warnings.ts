/** What the browser itself holds against a manifest: for the tests and the bench. */
import { resolve } from 'node:path';
import type { Browser } from 'puppeteer';

/** The part of `chrome.developerPrivate` that the page of extensions is made of and that is used here. */
interface DeveloperPrivate {
  readonly updateProfileConfiguration: (change: { readonly inDeveloperMode: boolean }) => Promise<void>;
  readonly getExtensionInfo: (id: string) => Promise<{ readonly manifestErrors: readonly { message: string }[] }>;
}

/**
 * Loads the extension from `dist` and answers with what Chromium says of its manifest on its page of extensions. Throws,
 * with the browser's words, when it does not load the extension at all.
 */
export async function manifestWarnings(browser: Browser, dist: string): Promise<readonly string[]> {
  const extensionId = await browser.installExtension(resolve(dist));
  const page = await browser.newPage();
  try {
    await page.goto('chrome://extensions');
    return await page.evaluate(async (id) => {
      const { developerPrivate } = chrome as unknown as { readonly developerPrivate: DeveloperPrivate };
      // Warnings are only kept for developers.
      await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      const { manifestErrors } = await developerPrivate.getExtensionInfo(id);
      return manifestErrors.map(({ message }) => message);
    }, extensionId);
  } finally {
    await page.close();
  }
}
