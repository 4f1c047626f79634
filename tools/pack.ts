/** `npm run pack`: dist/ → second-look-<version>.zip. Sorted entries and fixed times: the same sources give the same bytes. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { zipSync, type Zippable } from 'fflate';

/** The earliest time a zip entry can hold, so that no build time gets in. */
const ENTRY_TIME = '1980-01-01T00:00:00';

/** Packs the built extension that lies in `folder`. Returns the zip's bytes. */
export function packExtension(folder = 'dist'): Uint8Array {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1))
    .filter((path) => !path.startsWith('.vite/'))
    .sort();
  const entries: Zippable = Object.fromEntries(
    paths.map((path) => [path, [readFileSync(`${folder}/${path}`), { mtime: ENTRY_TIME, level: 9 }] as const]),
  );
  return zipSync(entries);
}

if (process.argv[1]?.endsWith('pack.ts') === true) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const packed = packExtension();
  const name = `second-look-${version}.zip`;
  writeFileSync(name, packed);
  console.log(`${name}: ${packed.byteLength} bytes, sha256 ${createHash('sha256').update(packed).digest('hex')}`);
}
