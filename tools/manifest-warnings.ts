/** What the browser itself holds against a manifest: for the tests and the bench. */
import { launchWithExtension } from './launch-extension.ts';

/** The part of `chrome.developerPrivate` that the page of extensions is made of and that is used here. */
interface DeveloperPrivate {
  readonly updateProfileConfiguration: (change: { readonly inDeveloperMode: boolean }) => Promise<void>;
  readonly getExtensionInfo: (id: string) => Promise<{ readonly manifestErrors: readonly { message: string }[] }>;
}

/**
 * Warnings that Chromium shows for the manifest in `dist` on its page of extensions. Throws, with the browser's words,
 * when it does not load the extension at all.
 */
export async function manifestWarnings(dist: string): Promise<readonly string[]> {
  const { browser, extensionId } = await launchWithExtension({ dist, headless: true });
  try {
    const page = await browser.newPage();
    await page.goto('chrome://extensions');
    return await page.evaluate(async (id) => {
      const { developerPrivate } = chrome as unknown as { readonly developerPrivate: DeveloperPrivate };
      // Warnings are only kept for developers.
      await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      const { manifestErrors } = await developerPrivate.getExtensionInfo(id);
      return manifestErrors.map(({ message }) => message);
    }, extensionId);
  } finally {
    await browser.close();
  }
}
