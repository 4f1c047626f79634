/** `npx tsx demo/make-practice-pictures.ts`: draws the pictures of the practice in "Tips and help" into the extension's sources. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../tools/launch-extension.ts';
import type { ClipScene, ClipSpec } from './clips/clip-spec.ts';
import { buildPages, pageFolders, PORTRAITS } from './make-clips.ts';
import { startServer } from './server.ts';

const PICTURES = 'src/contexts/tips/pictures';

/** A seed of `twinRecipe` that alters the admiral's own face: no living person is shown with a face that is not theirs. */
const TWIN_SEED = 104;

const still = (name: string, scene: ClipScene, width = 400, height = 400): ClipSpec => ({
  name,
  scene,
  width,
  height,
  durationMs: 0,
});
const STILLS: readonly ClipSpec[] = [
  still('untouched', { kind: 'twin', seed: TWIN_SEED, altered: false }),
  still('altered', { kind: 'twin', seed: TWIN_SEED, altered: true }),
  still('drawn', { kind: 'cartoon', seed: 3 }, 480, 360),
  still('computed', { kind: 'landscape', seed: 5 }, 480, 320),
];

await buildPages();
const server = await startServer({
  folders: { ...pageFolders(), portraits: PORTRAITS },
  receive: (name, bytes) => {
    console.log(`${name}: ${bytes.length} bytes`);
    return writeFile(join(PICTURES, name), bytes);
  },
});
const browser = await launchBrowser({ headless: true });
try {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/practice/stills.html`);
  await page.waitForFunction(() => globalThis.takeStill !== undefined);
  for (const spec of STILLS) await page.evaluate((asked) => globalThis.takeStill?.(asked), spec);
} finally {
  await browser.close();
  await server.close();
}
