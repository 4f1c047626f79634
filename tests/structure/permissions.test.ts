import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readJson, sectionOf } from './repository.ts';

interface Manifest {
  readonly permissions: readonly string[];
  readonly optional_permissions?: readonly string[];
  readonly host_permissions: readonly string[];
  readonly web_accessible_resources?: unknown;
  readonly externally_connectable?: unknown;
}

const manifest = readJson('manifest.json') as Manifest;

function explainedPermissions(): readonly string[] {
  const table = sectionOf(readFileSync('docs/PRIVACY.md', 'utf8'), 'Permissions') ?? '';
  return [...table.matchAll(/^\| `([^`]+)` +\| +(.*?) +\|$/gm)].flatMap(([, name, why]) =>
    name !== undefined && (why?.length ?? 0) > 20 ? [name] : [],
  );
}

it('docs/PRIVACY.md says why for every permission of the manifest, and for no other', () => {
  const asked = [...manifest.permissions, ...(manifest.optional_permissions ?? []), ...manifest.host_permissions];
  expect([...explainedPermissions()].sort()).toEqual([...asked].sort());
});

it('no web page can see or reach into the extension', () => {
  expect(manifest.web_accessible_resources).toBeUndefined();
  expect(manifest.externally_connectable).toBeUndefined();
});
