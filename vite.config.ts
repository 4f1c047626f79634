import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { firefoxAliases, manifestForFirefox } from './tools/firefox-build.ts';

const page = (name: string): string => fileURLToPath(new URL(`src/contexts/${name}/index.html`, import.meta.url));

/** The manifest names this file; nothing else would carry it into the build. */
const managedSchema: Plugin = {
  name: 'managed-schema',
  generateBundle() {
    const fileName = manifest.storage.managed_schema;
    this.emitFile({ type: 'asset', fileName, source: readFileSync(fileName) });
  },
};

/** Pages that the manifest does not name. */
const PAGES = ['check-file', 'report', 'tips', 'verify'];

/** `--mode firefox` builds `dist-firefox/`. */
export default defineConfig(({ mode }) => {
  const isFirefox = mode === 'firefox';
  const background = isFirefox ? 'event-page' : 'offscreen';
  return {
    plugins: [preact(), crx({ manifest }), isFirefox ? manifestForFirefox() : managedSchema],
    resolve: { alias: isFirefox ? firefoxAliases() : [] },
    worker: { format: 'es' },
    build: {
      target: isFirefox ? 'firefox153' : 'chrome148',
      outDir: isFirefox ? 'dist-firefox' : 'dist',
      // Weights and wasm stay files of their own: their bytes are checked against the lock.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: Object.fromEntries([background, ...PAGES].map((name) => [name, page(name)])),
      },
    },
  };
});
