import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import type { ProviderPage } from './provider-page.ts';

declare const providerPage: ProviderPage;

/** An adapter that computes on the processor: the only one that every machine has. */
const SOFTWARE_ADAPTER = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
/** What the product wishes for. */
const PRODUCT = ['webgpu-float16', 'webgpu', 'wasm'] as const;
/** The engine has started by then, and is far from done. */
const DYING_AFTER_MS = 3_000;
const astronaut = readFileSync('tests/detectors/astronaut.png').toString('base64');
const tiny = readFileSync('tests/support/tiny.onnx').toString('base64');
const oneFace = { ok: true, value: { faces: [{ gate: [] }], failures: [] } };

let folder: string;
let worker: string;
let browser: Browser | undefined;

/** The built extension with one more page: only pages of an extension may start its worker. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'second-look-provider-'));
  cpSync(process.env['SECOND_LOOK_DIST'] ?? 'dist', folder, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    worker: { format: 'es' },
    build: {
      outDir: join(folder, 'provider'),
      target: 'chrome148',
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'tests/browser/provider-page.ts', output: { entryFileNames: 'page.js' } },
    },
  });
  writeFileSync(join(folder, 'provider/index.html'), '<script type="module" src="page.js"></script>');
  worker = readdirSync(join(folder, 'assets')).find((name) => name.startsWith('inference.worker')) ?? '';
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => browser?.close());

async function open(args: readonly string[]): Promise<Page> {
  const launched = await launchWithExtension({ dist: folder, headless: true, args });
  browser = launched.browser;
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${launched.extensionId}/provider/index.html`);
  await page.waitForFunction(() => 'providerPage' in globalThis);
  return page;
}

/** Ends the graphics process of the browser that this test started. */
async function killGraphics(): Promise<void> {
  const session = await browser?.target().createCDPSession();
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
  const graphics = processInfo.find(({ type }) => type === 'GPU');
  if (graphics === undefined) throw new Error('this browser has no graphics process');
  process.kill(graphics.id, 'SIGKILL');
}

describe('what runs the models', () => {
  it('without a graphics adapter it is WebAssembly, and asking for nothing else fails', async () => {
    const page = await open(['--disable-gpu']);
    expect(await page.evaluate(() => providerPage.choose('wasm'))).toMatchObject({ provider: 'wasm' });
    expect(await page.evaluate(() => providerPage.choose('webgpu-software'))).toMatch(/none of webgpu-software/);
    const seen = await page.evaluate((...all) => providerPage.inspect(...all), worker, PRODUCT, astronaut);
    expect(seen).toMatchObject({ outcome: oneFace, names: ['webgpu-float16 webgpu wasm'] });
    expect(seen.provider).toMatch(/^wasm, [1-4] threads?$/);
  });

  it('an adapter that computes on the processor counts as none, unless a test asks for it', async () => {
    const page = await open(SOFTWARE_ADAPTER);
    expect(await page.evaluate(() => providerPage.choose('webgpu'))).toMatch(/none of webgpu/);
    expect(await page.evaluate(() => providerPage.choose('webgpu-software'))).toMatchObject({
      provider: 'webgpu',
      description: 'webgpu, google swiftshader',
    });
  });

  it('an adapter without half precision is never asked for it', async () => {
    const page = await open(SOFTWARE_ADAPTER);
    const refused = await page.evaluate(() => providerPage.choose('webgpu-software-float16'));
    expect(refused).toMatch(/none of webgpu-software-float16/);
  });

  it('WebGPU gives the figures of WebAssembly, and is refused when it does not answer the probe', async () => {
    const page = await open(SOFTWARE_ADAPTER);
    const run = (wish: 'wasm' | 'webgpu-software', expected: readonly number[] = []) =>
      page.evaluate((...all) => providerPage.runTiny(...all), wish, tiny, expected);
    const onProcessor = await run('wasm');
    if (!Array.isArray(onProcessor)) throw new Error(onProcessor);
    expect(onProcessor).toHaveLength(8);
    expect(Math.max(...onProcessor)).toBeGreaterThan(1);
    const onGraphics = await run('webgpu-software', onProcessor);
    expect(onGraphics).toHaveLength(8);
    onProcessor.forEach((value, at) => expect(onGraphics[at]).toBeCloseTo(value, 4));
    expect(await run('webgpu-software', [...onProcessor.slice(0, 7), (onProcessor[7] ?? 0) + 1])).toBe('ProbeFailed');
  });

  it('a graphics device that fails is retired, and the frame is checked on the processor all the same', async () => {
    // The real networks take many seconds on a software adapter; meanwhile the graphics process dies.
    const page = await open(SOFTWARE_ADAPTER);
    const wishes = ['webgpu-software', 'wasm'] as const;
    const seeing = page.evaluate((...all) => providerPage.inspect(...all), worker, wishes, astronaut);
    await new Promise((resolve) => setTimeout(resolve, DYING_AFTER_MS));
    await killGraphics();
    const seen = await seeing;
    expect(seen).toMatchObject({ outcome: oneFace, names: ['webgpu-software wasm', 'wasm'] });
    expect(seen.provider).toMatch(/^wasm, [1-4] threads?; webgpu retired: /);
  });
});
