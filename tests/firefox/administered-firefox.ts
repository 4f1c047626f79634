import { copyFileSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findFirefox } from '../../tools/find-firefox.ts';

/**
 * A Firefox whose administrator wrote `policies` as its `policies.json`, in `folder`; returns its path. Firefox reads `policies.json` beside
 * its own binary or in a folder of the system; so that no folder of the system is touched, everything of the installed
 * one is linked into a folder of ours, and only the binary is copied.
 */
export function administeredFirefox(folder: string, policies: string): string {
  const binary = realpathSync(findFirefox());
  const installed = dirname(binary);
  mkdirSync(join(folder, 'distribution'), { recursive: true });
  for (const name of readdirSync(installed).filter((one) => one !== 'distribution' && one !== basename(binary))) {
    symlinkSync(join(installed, name), join(folder, name));
  }
  const copy = join(folder, basename(binary));
  copyFileSync(binary, copy);
  writeFileSync(join(folder, 'distribution', 'policies.json'), policies);
  return copy;
}

/** Takes the links away, never what they lead to. */
export const removeFirefox = (folder: string): void => rmSync(folder, { recursive: true });
