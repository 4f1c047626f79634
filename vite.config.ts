import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };

const page = (name: string): string => fileURLToPath(new URL(`src/contexts/${name}/index.html`, import.meta.url));

export default defineConfig({
  plugins: [preact(), crx({ manifest })],
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
        tips: page('tips'),
      },
    },
  },
});
