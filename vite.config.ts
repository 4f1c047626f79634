import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { firefoxAliases, manifestForFirefox } from './tools/firefox-build.ts';

const page = (name: string): string => fileURLToPath(new URL(`src/contexts/${name}/index.html`, import.meta.url));

/** Pages that the manifest does not name. */
const PAGES = ['check-file', 'report', 'tips', 'verify'];

/** `--mode firefox` builds `dist-firefox/`. */
export default defineConfig(({ mode }) => {
  const isFirefox = mode === 'firefox';
  const background = isFirefox ? 'event-page' : 'offscreen';
  return {
    plugins: [preact(), crx({ manifest }), isFirefox && manifestForFirefox()],
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
