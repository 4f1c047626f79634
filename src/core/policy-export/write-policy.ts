import type { ExportedPolicy, PolicyFile, PolicyFormat, PolicyTarget } from '../../contracts/policy-export.ts';
import { configurationProfile } from './configuration-profile.ts';
import { registryFile } from './registry-file.ts';

/** Firefox knows an add-on by its id: a policy names it, and stored settings belong to it. It must never change. */
export const FIREFOX_ID = 'second-look@second-look';

const jsonFile = (name: string, value: unknown): PolicyFile => ({
  name,
  type: 'application/json',
  content: `${JSON.stringify(value, null, 2)}\n`,
  encoding: 'utf-8',
});

type Writer = (policy: ExportedPolicy, target: PolicyTarget) => PolicyFile;

type ChromiumFormat = Exclude<PolicyFormat, 'firefox'>;

const WRITERS: Readonly<Record<ChromiumFormat, Writer>> = {
  'admin-console': (policy) =>
    jsonFile(
      'second-look-admin-console.json',
      Object.fromEntries(Object.entries(policy).map(([key, value]) => [key, { Value: value }])),
    ),
  windows: (policy, target) => ({
    name: 'second-look.reg',
    type: 'text/plain',
    content: registryFile(policy, target),
    encoding: 'utf-16le',
  }),
  macos: (policy, target) => ({
    name: 'second-look.mobileconfig',
    type: 'application/x-apple-aspen-config',
    content: configurationProfile(policy, target),
    encoding: 'utf-8',
  }),
  linux: (policy, { extensionId }) =>
    jsonFile('second-look.json', { '3rdparty': { extensions: { [extensionId]: policy } } }),
};

/** All formats, in the order in which they are offered. */
export const POLICY_FORMATS: readonly PolicyFormat[] = [...(Object.keys(WRITERS) as ChromiumFormat[]), 'firefox'];

/** A policy for Firefox, whose add-ons have the same id everywhere. */
export function writeFirefoxPolicy(policy: ExportedPolicy): PolicyFile {
  return jsonFile('policies.json', { policies: { '3rdparty': { Extensions: { [FIREFOX_ID]: policy } } } });
}

/** A policy in a format of browsers made of Chromium. */
export function writePolicy(format: ChromiumFormat, policy: ExportedPolicy, target: PolicyTarget): PolicyFile {
  return WRITERS[format](policy, target);
}
