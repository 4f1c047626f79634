import manifest from '../../../manifest.json' with { type: 'json' };

/** The extension's version. From the manifest's file, because an offscreen document may not ask for its manifest. */
export const extensionVersion = (): string => manifest.version;
