import type { ChromiumBrowser, ExportedPolicy, PolicyTarget } from '../../contracts/policy-export.ts';

const BROWSER_KEYS: Readonly<Record<ChromiumBrowser, string>> = {
  chrome: 'Google\\Chrome',
  chromium: 'Chromium',
  edge: 'Microsoft\\Edge',
  brave: 'BraveSoftware\\Brave',
};
const SCALAR_KEYS = ['sensitivity', 'level', 'budget', 'language', 'audience', 'region'] as const;
/** These have a key of the registry each, with a value an entry. */
const NESTED_KEYS = ['siteLevels', 'featuresOff', 'unlocked'] as const;

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Chromium reads lists as values named 1, 2, 3. */
function entriesOf(
  value: readonly string[] | Readonly<Record<string, string>>,
): readonly (readonly [name: string, value: string])[] {
  return isList(value) ? value.map((entry, index) => [String(index + 1), entry] as const) : Object.entries(value);
}

const isList = (value: object): value is readonly string[] => Array.isArray(value);

/**
 * A policy as a file that Windows merges into its registry. What an earlier export may have left there goes first; links
 * and lists of issuers, which only an administrator can have written, stay.
 */
export function registryFile(policy: ExportedPolicy, { extensionId, browser }: PolicyTarget): string {
  const vendor = BROWSER_KEYS[browser];
  const root = `HKEY_LOCAL_MACHINE\\Software\\Policies\\${vendor}\\3rdparty\\extensions\\${extensionId}\\policy`;
  const scalars = SCALAR_KEYS.map((key) => `${quoted(key)}=${policy[key] === undefined ? '-' : quoted(policy[key])}`);
  const nested = NESTED_KEYS.flatMap((key) => {
    const cleared = [`[-${root}\\${key}]`, ''];
    if (policy[key] === undefined) return cleared;
    const lines = entriesOf(policy[key]).map(([name, entry]) => `${quoted(name)}=${quoted(entry)}`);
    return [...cleared, `[${root}\\${key}]`, ...lines, ''];
  });
  return ['Windows Registry Editor Version 5.00', '', `[${root}]`, ...scalars, '', ...nested].join('\r\n');
}
