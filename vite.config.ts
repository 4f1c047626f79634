import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };

const page = (name: string): string => fileURLToPath(new URL(`src/contexts/${name}/index.html`, import.meta.url));

/** The manifest names this file; nothing else would carry it into the build. */
const managedSchema: Plugin = {
  name: 'managed-schema',
  generateBundle() {
    const fileName = manifest.storage.managed_schema;
    this.emitFile({ type: 'asset', fileName, source: readFileSync(fileName) });
  },
};

export default defineConfig({
  plugins: [preact(), crx({ manifest }), managedSchema],
  worker: { format: 'es' },
  build: {
    target: 'chrome148',
    // Weights and wasm stay files of their own: their bytes are checked against the lock.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Pages that the manifest does not name.
      input: {
        offscreen: page('offscreen'),
        'check-file': page('check-file'),
        report: page('report'),
        verify: page('verify'),
      },
    },
  },
});
