import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { launchBrowser } from '../tools/launch-extension.ts';
import { lintAddon } from '../tools/lint-addon.ts';
import { manifestWarnings } from '../tools/manifest-warnings.ts';
import { buildPackages, hashOf } from '../tools/pack.ts';
import { atMost, type Measured } from './measured.ts';
import type { Asked } from './subject.ts';

const LIMIT_MB = 17;

function unpack(zip: Uint8Array, folder: string): void {
  for (const [path, bytes] of Object.entries(unzipSync(zip))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

async function warningsAbout(folder: string): Promise<readonly string[]> {
  const browser = await launchBrowser({ headless: true });
  try {
    return await manifestWarnings(browser, folder);
  } finally {
    await browser.close();
  }
}

function packageOf(packages: ReadonlyMap<string, Uint8Array>, ending: string): Uint8Array {
  const found = [...packages].find(([name]) => name.endsWith(ending));
  if (found === undefined) throw new Error(`no package ends with ${ending}`);
  return found[1];
}

/** The packages as they would be handed in: whether they can be built again, their size, and what browsers hold against them. */
export async function measurePackages({ command }: Asked): Promise<Measured> {
  const packages = await buildPackages();
  const again = await buildPackages();
  const hashes = [...packages].map(([name, bytes]) => {
    const other = again.get(name);
    return { name, first: hashOf(bytes), second: other === undefined ? '' : hashOf(other) };
  });
  const scratch = mkdtempSync(join(tmpdir(), 'second-look-packages-'));
  try {
    const zip = packageOf(packages, 'chromium.zip');
    const xpi = packageOf(packages, 'firefox.xpi');
    unpack(zip, join(scratch, 'chromium'));
    writeFileSync(join(scratch, 'firefox.xpi'), xpi);
    const warnings = await warningsAbout(join(scratch, 'chromium'));
    const lint = lintAddon(join(scratch, 'firefox.xpi'));
    const differing = hashes.filter(({ first, second }) => first !== second).length;
    const none = { command, most: 0, bound: 'see bench/results/packages.json' };
    const size = {
      command,
      n: 1,
      most: LIMIT_MB,
      unit: 'MB',
      bound: 'onnxruntime-web’s WebAssembly file is most of it',
    };
    return {
      figures: [
        atMost('packages: of two builds of each, those with other bytes', differing, { ...none, n: hashes.length }),
        atMost('packages: warnings of Chromium about the manifest', warnings.length, { ...none, n: 1 }),
        atMost('packages: errors of Mozilla’s linter', lint.errors.length, { ...none, n: 1 }),
        atMost('packages: for Chromium (MB)', zip.byteLength / 1_000_000, size),
        atMost('packages: for Firefox (MB)', xpi.byteLength / 1_000_000, size),
      ],
      samples: { hashes, warnings, lint },
      plots: {},
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
