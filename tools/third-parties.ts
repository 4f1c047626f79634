/** What of others is in the packages: a bill of materials, and the licences' texts. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Component {
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

interface Bill {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp?: string | undefined; readonly component: Component };
  readonly components: readonly Component[];
}

/** CycloneDX, of the packages that ship. Made by npm; its time and chance are taken out, so that it is the same each time. */
function bill(): Bill {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const said = execFileSync(npm, ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], { encoding: 'utf8' });
  const found = JSON.parse(said) as Bill;
  // npm names it after the folder it lies in.
  const component = { ...found.metadata.component, name: 'second-look' };
  const stable = { ...found, metadata: { ...found.metadata, timestamp: undefined, component } };
  const sum = createHash('sha256')
    .update(JSON.stringify({ ...stable, serialNumber: '' }))
    .digest('hex');
  const parts = [
    sum.slice(0, 8),
    sum.slice(8, 12),
    `8${sum.slice(13, 16)}`,
    `8${sum.slice(17, 20)}`,
    sum.slice(20, 32),
  ];
  return { ...stable, serialNumber: `urn:uuid:${parts.join('-')}` };
}

export const billOfMaterials = (): string => `${JSON.stringify(bill(), null, 2)}\n`;

function licenceOf({ group, name, version, properties = [] }: Component): string {
  const full = group === undefined ? name : `${group}/${name}`;
  const folder =
    properties.find((property) => property.name === 'cdx:npm:package:path')?.value ?? `node_modules/${full}`;
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly license?: string };
  return [`${full} ${version}: ${license ?? 'see below'}`, ...texts].join('\n\n');
}

/** NOTICE, and the licence of each package that ships. */
export function thirdPartyLicences(): string {
  const parts = [readFileSync('NOTICE', 'utf8').trim(), ...bill().components.map(licenceOf)];
  return `${parts.join(`\n\n${'='.repeat(72)}\n\n`)}\n`;
}
