/** The extension's version, from its manifest. */
export const extensionVersion = (): string => chrome.runtime.getManifest().version;
