/** What `npm run build:firefox` does otherwise than `npm run build`. */
import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { firefoxManifest, type Manifest } from './firefox-manifest.ts';

const SUFFIX = '.firefox.ts';

/** Files of `src` that take the place of the one beside them in Firefox: `x.firefox.ts` that of `x.ts`. */
export function firefoxStandIns(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  return files.filter((path) => path.endsWith(SUFFIX)).map((path) => `src/${path.replaceAll('\\', '/')}`);
}

/** By alias and not by a plugin, because the content scripts' own build takes no plugins. Their names are unique. */
export function firefoxAliases(): { readonly find: RegExp; readonly replacement: string }[] {
  const standIns = firefoxStandIns().map((path) => ({
    find: new RegExp(`^\\.{1,2}/(.*/)?${basename(path, SUFFIX)}\\.ts$`),
    replacement: resolve(path),
  }));
  // The same runtime without WebGPU: 2.5 MB less, and it needs no JSPI.
  return [...standIns, { find: /^onnxruntime-web\/jspi$/, replacement: 'onnxruntime-web/wasm' }];
}

/** Turns the manifest into Firefox's, after it was built for Chromium. Comes last. */
export function manifestForFirefox(): Plugin {
  return {
    name: 'second-look:firefox-manifest',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const built = bundle['manifest.json'];
        if (built?.type !== 'asset') throw new Error('no manifest was built');
        const manifest = JSON.parse(String(built.source)) as Manifest;
        const { service_worker: loader } = manifest['background'] as { readonly service_worker: string };
        // It loads the background into a service worker, of which Firefox has none.
        Reflect.deleteProperty(bundle, loader);
        built.source = JSON.stringify(firefoxManifest(manifest), null, 2);
      },
    },
  };
}
