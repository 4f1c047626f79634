import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const SOURCES = ['src', 'models', 'icons', '_locales', 'manifest.json', 'managed_schema.json', 'vite.config.ts', 'package-lock.json'];
const BUILT = 'dist/manifest.json';

function newestMs(path: string): number {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function isStale(): boolean {
  const builtMs = statSync(BUILT, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return SOURCES.some((path) => newestMs(path) > builtMs);
}

/**
 * Vitest's global set-up: the browser tests drive `dist/`, so it is built once when it is missing or older than its sources.
 * Who names another build in SECOND_LOOK_DIST gets that one tested as it is.
 */
export async function setup(): Promise<void> {
  if (process.env['SECOND_LOOK_DIST'] === undefined && isStale()) await build({ logLevel: 'warn' });
}
