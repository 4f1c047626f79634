import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Whose timing is part of what is tested: one real browser at a time. */
const ALONE = ['content', 'demo-feed', 'engine', 'provider', 'short-swap'].map(
  (name) => `tests/browser/${name}.test.ts`,
);

export default defineConfig({
  test: {
    projects: [
      {
        // The same runtime without WebGPU: Node 20 has no JSPI.
        resolve: { alias: { 'onnxruntime-web/jspi': 'onnxruntime-web/wasm' } },
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/{unit,sites,detectors,structure}/**/*.test.{ts,tsx}'],
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 2 },
          testTimeout: 30_000,
        },
      },
      {
        // The same runtime with WebGPU: Node 20 has no JSPI.
        resolve: { alias: { 'onnxruntime-web/jspi': 'onnxruntime-web/webgpu' } },
        test: {
          name: 'graphics',
          environment: 'node',
          include: ['tests/graphics/**/*.test.ts'],
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'firefox',
          environment: 'node',
          include: ['tests/firefox/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          retry: 0,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          exclude: ALONE,
          globalSetup: ['tools/fresh-build.ts', 'tools/fresh-clips.ts'],
          // Most of the time they wait for something. No second tries: a flaky test is a bug.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          retry: 0,
        },
      },
      {
        test: {
          name: 'browser-alone',
          environment: 'node',
          include: ALONE,
          globalSetup: ['tools/fresh-build.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          retry: 0,
        },
      },
      {
        test: {
          // Writes to the browser's policy folder in /etc, so only where SECOND_LOOK_POLICY_TESTS=1 allows it.
          name: 'policy',
          environment: 'node',
          include: ['tests/policy/**/*.test.ts'],
          globalSetup: ['tools/fresh-build.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          retry: 0,
        },
      },
    ],
  },
});
