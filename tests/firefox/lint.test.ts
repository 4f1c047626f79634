import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

interface Report {
  readonly errors: readonly { readonly code: string; readonly message: string; readonly file?: string }[];
  readonly warnings: readonly { readonly code: string }[];
}

/** Warnings that stay, and why. */
const KNOWN = [
  // onnxruntime loads its own script by an address that it puts together; preact sets what its callers ask it to set.
  'UNSAFE_VAR_ASSIGNMENT',
  // Chromium's ways, each behind a question whether it is there.
  'UNSUPPORTED_API',
];

/** The linter of the add-on store, the same that `web-ext lint` runs. */
function lint(): Report {
  const args = ['node_modules/addons-linter/bin/addons-linter', 'dist-firefox', '--output', 'json'];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 })) as Report;
}

it('the store’s linter finds no error in the package, and no warning whose reason is not known', () => {
  const { errors, warnings } = lint();
  expect(errors).toEqual([]);
  expect(warnings.filter(({ code }) => !KNOWN.includes(code))).toEqual([]);
});
