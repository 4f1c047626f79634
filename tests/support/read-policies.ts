/** Readers of exported policies, for the tests and the bench: each as the system it is for reads its file. */
import { parse } from 'plist';

/** A policy as some format held it: by key, nothing of it checked. */
export type ReadPolicy = Readonly<Record<string, unknown>>;

/** Google's console: each key with its value under `Value`. */
export function readAdminConsole(content: string): ReadPolicy {
  const given = JSON.parse(content) as Readonly<Record<string, { readonly Value: unknown }>>;
  return Object.fromEntries(Object.entries(given).map(([key, { Value }]) => [key, Value]));
}

/** A registry: values by name, by path of the key. */
export type Registry = Map<string, Map<string, string>>;

const unquoted = (text: string): string => text.replace(/\\(.)/g, '$1');

/** Merges a registry file as regedit does: keys are made, emptied with a minus, and given values. Throws for any other line. */
export function mergeRegistryFile(registry: Registry, content: string): void {
  const [version, ...lines] = content.split('\r\n');
  if (version !== 'Windows Registry Editor Version 5.00') throw new Error(`no registry file: ${version ?? ''}`);
  let values = new Map<string, string>();
  for (const line of lines.filter((one) => one !== '')) {
    const key = /^\[(-?)(HKEY_[^\]]+)\]$/.exec(line);
    const value = /^"((?:[^"\\]|\\.)*)"=(-|"((?:[^"\\]|\\.)*)")$/.exec(line);
    if (key !== null) {
      const [, minus, path = ''] = key;
      if (minus === '-')
        for (const one of registry.keys()) if (`${one}\\`.startsWith(`${path}\\`)) registry.delete(one);
      values = registry.get(path) ?? new Map<string, string>();
      if (minus === '') registry.set(path, values);
    } else if (value !== null) {
      const [, name = '', given, text = ''] = value;
      if (given === '-') values.delete(unquoted(name));
      else values.set(unquoted(name), unquoted(text));
    } else throw new Error(`not understood: ${line}`);
  }
}

/** The policy under a key, lists being keys with values named 1, 2, 3. Chromium tells them by the schema's type. */
export function readRegistry(registry: Registry, root: string, listKeys: readonly string[]): ReadPolicy {
  const scalars = Object.fromEntries(registry.get(root) ?? []);
  const nested = [...registry.keys()]
    .filter((path) => path.startsWith(`${root}\\`))
    .map((path) => {
      const key = path.slice(root.length + 1);
      const entries = [...(registry.get(path) ?? [])];
      const isList = listKeys.includes(key);
      const sorted = entries.toSorted(([a], [b]) => Number(a) - Number(b));
      return [key, isList ? sorted.map(([, value]) => value) : Object.fromEntries(entries)] as const;
    });
  return { ...scalars, ...Object.fromEntries(nested) };
}

interface Profile {
  readonly PayloadContent: readonly {
    readonly PayloadType: string;
    readonly PayloadContent: Readonly<
      Record<string, { readonly Forced: readonly { readonly mcx_preference_settings: ReadPolicy }[] }>
    >;
  }[];
}

/** The managed preferences that a configuration profile sets for a domain. */
export function readConfigurationProfile(content: string, domain: string): ReadPolicy | undefined {
  const { PayloadContent } = parse(content) as unknown as Profile;
  const payload = PayloadContent.find(({ PayloadType }) => PayloadType === 'com.apple.ManagedClient.preferences');
  return payload?.PayloadContent[domain]?.Forced[0]?.mcx_preference_settings;
}

/** A policy file of Linux. */
export function readLinux(content: string, extensionId: string): ReadPolicy | undefined {
  const file = JSON.parse(content) as {
    readonly '3rdparty': { readonly extensions: Readonly<Record<string, ReadPolicy>> };
  };
  return file['3rdparty'].extensions[extensionId];
}

/** Firefox's policies.json. */
export function readFirefox(content: string, addOnId: string): ReadPolicy | undefined {
  const file = JSON.parse(content) as {
    readonly policies: { readonly '3rdparty': { readonly Extensions: Readonly<Record<string, ReadPolicy>> } };
  };
  return file.policies['3rdparty'].Extensions[addOnId];
}
