/** Policies to export and read again, for the tests and the bench. */
import type { ExportedKey, ExportedPolicy, PolicyLevel } from '../../src/contracts/policy-export.ts';
import type { Feature, Settings } from '../../src/contracts/settings.ts';
import { EXPORTED_KEYS, exportedPolicy } from '../../src/core/policy-export/exported-policy.ts';
import { FIREFOX_ID, writeFirefoxPolicy, writePolicy } from '../../src/core/policy-export/write-policy.ts';
import type { ChromiumBrowser, PolicyFormat } from '../../src/contracts/policy-export.ts';
import {
  mergeRegistryFile,
  readAdminConsole,
  readConfigurationProfile,
  readFirefox,
  readLinux,
  readRegistry,
  type ReadPolicy,
  type Registry,
} from './read-policies.ts';

const VALUES: Settings = {
  sensitivity: 'on-request',
  level: 'off',
  siteLevels: { 'video.example': 'full', 'xn--bcher-kva.example': 'facts-only', '[::1]': 'off', 'a&b<c>"d"\\e': 'off' },
  budget: 'saving',
  language: 'pt_BR',
  audience: 'minor',
  region: 'DE',
  featuresOff: [],
};
const FEATURES: readonly (readonly Feature[])[] = [
  [],
  ['report'],
  ['report', 'file-check', 'shortcuts', 'first-run', 'this-is-wrong'],
];
const LEVELS: readonly PolicyLevel[] = ['left', 'default', 'locked'];

function levelsFrom(start: number, step: number): Readonly<Record<ExportedKey, PolicyLevel>> {
  const levels = EXPORTED_KEYS.map((key, index) => [key, LEVELS[(start + index * step) % LEVELS.length]]);
  return Object.fromEntries(levels) as Record<ExportedKey, PolicyLevel>;
}

/** Every setting at every level, beside every other one at each. */
export const POLICIES: readonly ExportedPolicy[] = [0, 1, 2].flatMap((start) =>
  [0, 1, 2].flatMap((step) =>
    FEATURES.map((featuresOff) => exportedPolicy(VALUES, { levels: levelsFrom(start, step), featuresOff })),
  ),
);

export const EXTENSION_ID = 'abcdefghijklmnopabcdefghijklmnop';
const LISTS = ['featuresOff', 'unlocked'];

/** Windows' key and the preference domain of macOS under which a browser looks, as its vendor documents them. */
export const PLACES: Readonly<Record<ChromiumBrowser, { readonly key: string; readonly domain: string }>> = {
  chrome: { key: 'Google\\Chrome', domain: 'com.google.Chrome' },
  chromium: { key: 'Chromium', domain: 'org.chromium.Chromium' },
  edge: { key: 'Microsoft\\Edge', domain: 'com.microsoft.Edge' },
  brave: { key: 'BraveSoftware\\Brave', domain: 'com.brave.Browser' },
};

/** Writes a policy in a format and reads it again as the system that the format is for. */
export function exportedAndRead(
  format: PolicyFormat,
  policy: ExportedPolicy,
  browser: ChromiumBrowser = 'chrome',
  registry: Registry = new Map(),
): ReadPolicy | undefined {
  if (format === 'firefox') return readFirefox(writeFirefoxPolicy(policy).content, FIREFOX_ID);
  const target = { extensionId: EXTENSION_ID, browser, uuid: () => crypto.randomUUID() };
  const { content } = writePolicy(format, policy, target);
  const { key, domain } = PLACES[browser];
  switch (format) {
    case 'admin-console':
      return readAdminConsole(content);
    case 'windows':
      mergeRegistryFile(registry, content);
      return readRegistry(
        registry,
        `HKEY_LOCAL_MACHINE\\Software\\Policies\\${key}\\3rdparty\\extensions\\${EXTENSION_ID}\\policy`,
        LISTS,
      );
    case 'macos':
      return readConfigurationProfile(content, `${domain}.extensions.${EXTENSION_ID}`);
    case 'linux':
      return readLinux(content, EXTENSION_ID);
  }
}
