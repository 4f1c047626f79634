import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lintAddon } from '../../tools/lint-addon.ts';

/** Warnings that stay, and why. */
const KNOWN = [
  // onnxruntime loads its own script by an address that it puts together; preact sets what its callers ask it to set.
  'UNSAFE_VAR_ASSIGNMENT',
  // Chromium's ways, each behind a question whether it is there.
  'UNSUPPORTED_API',
];

it('the store’s linter finds no error in the package, and no warning whose reason is not known', () => {
  const { errors, warnings } = lintAddon('dist-firefox');
  expect(errors).toEqual([]);
  expect(warnings.filter(({ code }) => !KNOWN.includes(code))).toEqual([]);
});

it('the package has weights, but no graphs for half precision, which only WebGPU could compute', () => {
  const models = readdirSync('dist-firefox/assets').filter((file) => file.endsWith('.onnx'));
  expect(models.length).toBeGreaterThanOrEqual(3);
  expect(models.filter((file) => file.includes('f16'))).toEqual([]);
});
