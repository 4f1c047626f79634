import type { ChromiumBrowser, ExportedPolicy, PolicyTarget } from '../../contracts/policy-export.ts';

const DOMAINS: Readonly<Record<ChromiumBrowser, string>> = {
  chrome: 'com.google.Chrome',
  chromium: 'org.chromium.Chromium',
  edge: 'com.microsoft.Edge',
  brave: 'com.brave.Browser',
};
const IDENTIFIER = 'app.second-look.policy';

/** What a property list of ours holds. */
type Plist = string | number | boolean | readonly Plist[] | { readonly [key: string]: Plist };

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);

function element(value: Plist): string {
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`;
  if (typeof value === 'number') return `<integer>${String(value)}</integer>`;
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  return isList(value) ? `<array>\n${value.map(element).join('\n')}\n</array>` : dictionary(value);
}

const isList = (value: object): value is readonly Plist[] => Array.isArray(value);

function dictionary(value: Readonly<Record<string, Plist>>): string {
  const entries = Object.entries(value).map(([key, entry]) => `<key>${escaped(key)}</key>\n${element(entry)}`);
  return `<dict>\n${entries.join('\n')}\n</dict>`;
}

/** A policy as a configuration profile of macOS: managed preferences of the domain that the browser gives an extension. */
export function configurationProfile(policy: ExportedPolicy, { extensionId, browser, uuid }: PolicyTarget): string {
  const domain = `${DOMAINS[browser]}.extensions.${extensionId}`;
  const profile: Plist = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: IDENTIFIER,
    PayloadUUID: uuid(),
    PayloadDisplayName: 'Second Look',
    PayloadScope: 'System',
    PayloadContent: [
      {
        PayloadType: 'com.apple.ManagedClient.preferences',
        PayloadVersion: 1,
        PayloadIdentifier: `${IDENTIFIER}.preferences`,
        PayloadUUID: uuid(),
        PayloadEnabled: true,
        PayloadContent: {
          [domain]: { Forced: [{ mcx_preference_settings: policy as Readonly<Record<string, Plist>> }] },
        },
      },
    ],
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<plist version="1.0">\n${element(profile)}\n</plist>\n`,
  ].join('\n');
}
