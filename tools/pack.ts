/**
 * `npm run pack`: builds both packages into `packages/`, with a bill of materials, the third parties' licences and the
 * stores' texts.
 * Sorted entries and fixed times: the same sources give the same bytes, which `--twice` shows.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { build } from 'vite';
import { billOfMaterials, thirdPartyLicences } from './third-parties.ts';

/** The earliest time a zip entry can hold, so that no build time gets in. */
const ENTRY_TIME = '1980-01-01T00:00:00';
const OUT = 'packages';
const LICENCES = 'third-party-licences.txt';

const PACKAGES = [
  { mode: 'production', ending: 'chromium.zip' },
  { mode: 'firefox', ending: 'firefox.xpi' },
] as const;

/** Packs the built extension that lies in `folder`, with `texts` by path beside it. Returns the zip's bytes. */
export function packExtension(folder = 'dist', texts: Readonly<Record<string, string>> = {}): Uint8Array {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1))
    .filter((path) => !path.startsWith('.vite/'));
  const files = new Map([
    ...paths.map((path) => [path, new Uint8Array(readFileSync(`${folder}/${path}`))] as const),
    ...Object.entries(texts).map(([path, text]) => [path, strToU8(text)] as const),
  ]);
  const entries: Zippable = Object.fromEntries(
    [...files.keys()]
      .sort()
      .map((path) => [path, [files.get(path) ?? new Uint8Array(), { mtime: ENTRY_TIME, level: 9 }]]),
  );
  return zipSync(entries);
}

/** Builds both packages in a folder of their own. Returns their bytes by file name. */
export async function buildPackages(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const texts = { [LICENCES]: thirdPartyLicences() };
  const scratch = mkdtempSync(join(tmpdir(), 'second-look-pack-'));
  const packed = new Map<string, Uint8Array>();
  try {
    for (const { mode, ending } of PACKAGES) {
      const outDir = join(scratch, mode);
      await build({ mode, logLevel: 'error', build: { outDir, emptyOutDir: true } });
      packed.set(`second-look-${version}-${ending}`, packExtension(outDir, texts));
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  return packed;
}

/** SHA-256 in hex. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function pack(): Promise<number> {
  const packed = await buildPackages();
  const again = process.argv.includes('--twice') ? await buildPackages() : packed;
  mkdirSync(OUT, { recursive: true });
  let differing = 0;
  for (const [name, bytes] of packed) {
    writeFileSync(join(OUT, name), bytes);
    console.log(`${name}: ${bytes.byteLength} bytes, sha256 ${hashOf(bytes)}`);
    const other = again.get(name);
    if (other !== undefined && hashOf(other) === hashOf(bytes)) continue;
    differing += 1;
    console.log(`${name}: a second build gave other bytes`);
  }
  writeFileSync(join(OUT, 'sbom.cdx.json'), billOfMaterials());
  writeFileSync(join(OUT, LICENCES), thirdPartyLicences());
  cpSync('docs/store', join(OUT, 'store-texts'), { recursive: true });
  return differing;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await pack()) > 0 ? 1 : 0;
