/** Makes the demo's clips in a browser, or finds them made already. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { launchBrowser } from '../tools/launch-extension.ts';
import type { ClipSpec } from './clips/clip-spec.ts';
import { rows, TWIN_SEEDS, twinPair } from './rows.ts';
import { startServer } from './server.ts';

const DEMO = fileURLToPath(new URL('.', import.meta.url));
export const PORTRAITS = join(DEMO, 'portraits');
export const OUT = join(DEMO, 'out');
/** Where clips lie once made. */
export const CLIPS = join(OUT, 'clips');
/** The feed's and the studio's pages, built. */
export const PAGES = join(OUT, 'pages');

/** A clip on disk. */
export interface ClipFile {
  readonly spec: ClipSpec;
  /** File name in `CLIPS`. */
  readonly name: string;
  readonly path: string;
}

/** Builds the pages of the demo into `PAGES`. */
export async function buildPages(): Promise<void> {
  await build({
    root: DEMO,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: PAGES,
      emptyOutDir: true,
      target: 'chrome148',
      rolldownOptions: {
        input: ['clips/studio.html', 'practice/stills.html', 'feed/index.html', 'feed/frame.html'].map((page) =>
          join(DEMO, page),
        ),
      },
    },
  });
}

async function digest(of: readonly (string | Uint8Array)[]): Promise<string> {
  const sum = createHash('sha256');
  for (const part of of) sum.update(part).update('\0');
  return Promise.resolve(sum.digest('hex').slice(0, 12));
}

/** What every clip depends on: our scripts and the portraits. */
async function recipeParts(): Promise<Uint8Array[]> {
  const files = [
    ...(await readdir(join(DEMO, 'clips'))).sort().map((name) => join(DEMO, 'clips', name)),
    ...(await readdir(PORTRAITS)).sort().map((name) => join(PORTRAITS, name)),
  ];
  return Promise.all(files.map((file) => readFile(file)));
}

/** Overwrites the pictures of a file and leaves its header as it is: players learn the size, then fail to decode. */
async function damage(path: string): Promise<void> {
  const bytes = await readFile(path);
  const mdat = bytes.indexOf('mdat');
  for (let at = mdat < 0 ? 2048 : mdat + 4; at < bytes.length; at++) bytes[at] = (bytes[at] ?? 0) ^ (at * 31 + 0x5a);
  await writeFile(path, bytes);
}

async function shootAll(missing: readonly (ClipSpec & { key: string })[], say: (line: string) => void): Promise<void> {
  await buildPages();
  let received: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  const server = await startServer({
    folders: { ...pageFolders(), portraits: PORTRAITS },
    receive: (name, bytes) => {
      received = { name, bytes };
      return Promise.resolve();
    },
  });
  const browser = await launchBrowser({ headless: true });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => say(`studio: ${String(error)}`));
    await page.goto(`${server.origin}/clips/studio.html`);
    await page.waitForFunction(() => globalThis.shootClip !== undefined);
    for (const [index, spec] of missing.entries()) {
      say(`making clip ${index + 1} of ${missing.length}: ${spec.name}`);
      const ending = await page.evaluate((asked) => globalThis.shootClip?.(asked), spec);
      if (ending === undefined || received === undefined) throw new Error(`clip ${spec.name} was not handed over`);
      const path = join(CLIPS, `${spec.key}.${ending}`);
      await writeFile(`${path}.part`, received.bytes);
      if (rows.some((row) => row.damaged && row.clip.name === spec.name)) await damage(`${path}.part`);
      await rename(`${path}.part`, path);
      received = undefined;
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

/** How the built pages are served: each folder of `PAGES` under its own name. */
export function pageFolders(): Record<string, string> {
  return Object.fromEntries(['assets', 'clips', 'practice', 'feed'].map((name) => [name, join(PAGES, name)]));
}

/**
 * Makes sure that the clips exist, in order. A clip is made again only when its own description, our clip scripts or
 * the portraits changed. Files of earlier versions of the same clip are removed.
 */
export async function makeClips(
  specs: readonly ClipSpec[],
  say: (line: string) => void = () => undefined,
): Promise<ClipFile[]> {
  await mkdir(CLIPS, { recursive: true });
  const parts = await recipeParts();
  const keyed = await Promise.all(
    specs.map(async (spec) => ({ ...spec, key: `${spec.name}.${await digest([...parts, JSON.stringify(spec)])}` })),
  );
  const find = (key: string): string | undefined =>
    ['mp4', 'webm'].map((ending) => `${key}.${ending}`).find((name) => existsSync(join(CLIPS, name)));
  const missing = keyed.filter(({ key }) => find(key) === undefined);
  const kept = new Set(keyed.map(({ key }) => key));
  for (const file of await readdir(CLIPS)) {
    const [name = '', hash = ''] = file.split('.');
    const isOlder = specs.some((spec) => spec.name === name) && !kept.has(`${name}.${hash}`);
    if (isOlder) await rm(join(CLIPS, file), { force: true });
  }
  if (missing.length > 0) await shootAll(missing, say);
  return keyed.map(({ key, ...spec }) => {
    const name = find(key);
    if (name === undefined) throw new Error(`clip ${spec.name} is missing after it was made`);
    return { spec, name, path: join(CLIPS, name) };
  });
}

/** The clips of the feed's rows, in their order. */
export async function makeFeedClips(say?: (line: string) => void): Promise<ClipFile[]> {
  return makeClips(
    rows.map((row) => row.clip),
    say,
  );
}

/** A seed's two clips on disk. */
export interface TwinPairFiles {
  readonly seed: number;
  readonly untouched: ClipFile;
  readonly twin: ClipFile;
}

/** Makes the pairs of all committed seeds, or of those given. */
export async function makeTwinPairs(
  seeds: readonly number[] = TWIN_SEEDS,
  say?: (line: string) => void,
): Promise<TwinPairFiles[]> {
  const pairs = seeds.map((seed) => twinPair(seed));
  const files = await makeClips(
    pairs.flatMap(({ untouched, twin }) => [untouched, twin]),
    say,
  );
  return seeds.map((seed, index) => {
    const [untouched, twin] = [files[2 * index], files[2 * index + 1]];
    if (untouched === undefined || twin === undefined) throw new Error(`pair ${seed} is incomplete`);
    return { seed, untouched, twin };
  });
}
