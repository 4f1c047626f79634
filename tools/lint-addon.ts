/** The linter of Mozilla's add-on store, the same that `web-ext lint` runs: for the tests and the bench. */
import { spawnSync } from 'node:child_process';

/** What it found. */
export interface LintReport {
  readonly errors: readonly { readonly code: string; readonly message: string; readonly file?: string }[];
  readonly warnings: readonly { readonly code: string }[];
}

/** Looks at a package or an unpacked add-on. Throws when the linter itself fails. */
export function lintAddon(path: string): LintReport {
  const args = ['node_modules/addons-linter/bin/addons-linter', path, '--output', 'json'];
  // It ends with 1 when it found an error, and says what all the same.
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  try {
    return JSON.parse(stdout) as LintReport;
  } catch {
    throw new Error(`the linter said nothing that can be read: ${stderr}`);
  }
}
