import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanLine } from '../../src/contracts/scan.ts';
import { launchBrowser } from '../../tools/launch-extension.ts';
import { openScanPage } from '../../tools/scan-page.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';
/** A public-domain portrait: one photographed face. */
const PORTRAIT = 'tests/detectors/astronaut.png';

/** Runs in a page: the portrait, slowly zoomed for three seconds, and pictures of odd kinds. All as base64. */
const MAKER = `
import { BufferTarget, CanvasSource, Mp4OutputFormat, WebMOutputFormat, Output, QUALITY_HIGH } from '/mediabunny.mjs';
const portrait = await createImageBitmap(await (await fetch('/portrait.png')).blob());
const base64 = async (blob) => new Promise((resolve) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result.split(',')[1]);
  reader.readAsDataURL(blob);
});
async function clip(format, codec) {
  const canvas = new OffscreenCanvas(480, 360);
  const context = canvas.getContext('2d');
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new CanvasSource(canvas, { codec, quality: QUALITY_HIGH, keyFrameInterval: 1 });
  output.addVideoTrack(source);
  await output.start();
  for (let frame = 0; frame < 12; frame += 1) {
    context.fillStyle = '#777';
    context.fillRect(0, 0, 480, 360);
    context.drawImage(portrait, 60 - frame, 0 - frame, 360 + 2 * frame, 360 + 2 * frame);
    await source.add(frame / 4, 0.25);
  }
  await output.finalize();
  return base64(new Blob([target.buffer]));
}
async function still(type, width, height, draws) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#68a';
  context.fillRect(0, 0, width, height);
  if (draws) context.drawImage(portrait, 0, 0, width, height);
  return base64(await canvas.convertToBlob({ type }));
}
globalThis.made = {
  'clip.webm': await clip(new WebMOutputFormat(), 'vp8'),
  'clip.mp4': await clip(new Mp4OutputFormat({ fastStart: 'in-memory' }), 'vp9'),
  'portrait.jpg': await still('image/jpeg', 480, 480, true),
  'portrait.webp': await still('image/webp', 480, 480, true),
  'photo.jpg': await still('image/jpeg', 4200, 4200, true),
  'empty.png': await still('image/png', 320, 240, false),
  'wide.png': await still('image/png', 20000, 2, false),
  'dot.png': await still('image/png', 1, 1, false),
};`;

let folder = '';

interface Run {
  readonly code: number | null;
  readonly lines: readonly ScanLine[];
  readonly stdout: string;
  readonly stderr: string;
}

function scan(...words: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'tools/scan.ts', '--dist', DIST, ...words]);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('close', (code) => {
      const lines = words.includes('--json') ? stdout.split('\n').filter(Boolean) : [];
      resolve({ code, lines: lines.map((line) => JSON.parse(line) as ScanLine), stdout, stderr });
    });
  });
}

async function makeMedia(): Promise<void> {
  const server = createServer((request, response) => {
    if (request.url === '/mediabunny.mjs') {
      response.setHeader('content-type', 'text/javascript');
      response.end(readFileSync('node_modules/mediabunny/dist/bundles/mediabunny.mjs'));
    } else if (request.url === '/portrait.png') response.end(readFileSync(PORTRAIT));
    else {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html>');
    }
  }).listen(0, '127.0.0.1');
  const browser = await launchBrowser({ headless: true });
  const page = await browser.newPage();
  await page.goto(`http://localhost:${String((server.address() as AddressInfo).port)}/`);
  await page.addScriptTag({ type: 'module', content: MAKER });
  await page.waitForFunction('globalThis.made', { timeout: 100_000, polling: 200 });
  const made = (await page.evaluate('globalThis.made')) as Readonly<Record<string, string>>;
  for (const [name, bytes] of Object.entries(made)) writeFileSync(join(folder, name), Buffer.from(bytes, 'base64'));
  await browser.close();
  server.close();
}

/** A PNG whose header promises 60,000 × 60,000 pixels, followed by next to nothing. */
function absurdPng(): Buffer {
  const bytes = Buffer.from(readFileSync(join(folder, 'dot.png')));
  bytes.writeUInt32BE(60_000, 16);
  bytes.writeUInt32BE(60_000, 20);
  return bytes;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'second-look-'));
  await makeMedia();
  const mp4 = readFileSync(join(folder, 'clip.mp4'));
  writeFileSync(join(folder, 'truncated.mp4'), mp4.subarray(0, Math.floor(mp4.length / 2)));
  writeFileSync(join(folder, 'beheaded.mp4'), mp4.subarray(Math.floor(mp4.length / 2)));
  writeFileSync(join(folder, 'text.jpg'), 'This is no picture.');
  writeFileSync(join(folder, 'zero.mp4'), '');
  writeFileSync(join(folder, 'absurd.png'), absurdPng());
  writeFileSync(join(folder, 'notes.txt'), 'not for us');
  mkdirSync(join(folder, 'inner'));
  copyFileSync(join(folder, 'portrait.jpg'), join(folder, 'inner', 'ñ 🦊 \'q" #%20;&.jpg'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('npm run scan', () => {
  it('gives every file of a folder its line, broken or not, and the rest go on', async () => {
    const { code, lines, stderr } = await scan('--json', folder);
    const byName = new Map(lines.map((line) => [line.file.slice(folder.length + 1), line]));
    expect(code).toBe(0);
    expect(byName.size).toBe(lines.length);
    expect([...byName.keys()].sort()).toEqual(
      [
        'absurd.png',
        'beheaded.mp4',
        'clip.mp4',
        'clip.webm',
        'dot.png',
        'empty.png',
        'inner/ñ 🦊 \'q" #%20;&.jpg',
        'photo.jpg',
        'portrait.jpg',
        'portrait.webp',
        'text.jpg',
        'truncated.mp4',
        'wide.png',
        'zero.mp4',
      ].sort(),
    );
    expect(stderr).toMatch(/skipped .*notes\.txt/);

    for (const name of ['absurd.png', 'beheaded.mp4', 'text.jpg', 'zero.mp4']) {
      expect(byName.get(name), name).toMatchObject({ state: 'could-not-check', reason: 'undecodable', frames: [] });
      expect(byName.get(name)?.failures.length, name).toBeGreaterThan(0);
      expect(byName.get(name), name).not.toHaveProperty('evidence');
    }
    for (const name of ['dot.png', 'empty.png', 'wide.png']) {
      expect(byName.get(name), name).toMatchObject({ state: 'could-not-check', reason: 'no-face', failures: [] });
    }
    for (const name of ['portrait.jpg', 'portrait.webp', 'photo.jpg', 'inner/ñ 🦊 \'q" #%20;&.jpg']) {
      const line = byName.get(name);
      expect(line?.frames, name).toHaveLength(1);
      expect(line?.frames[0]?.faces, name).toHaveLength(1);
      expect(line?.evidence, name).toBeTypeOf('number');
      expect(line?.state, name).not.toBe('strong-signs');
    }
    for (const name of ['clip.mp4', 'clip.webm']) {
      const line = byName.get(name);
      expect(line?.failures, name).toEqual([]);
      expect(line?.frames, name).toHaveLength(4);
      expect(
        line?.frames.map(({ faces }) => faces.length),
        name,
      ).toEqual([1, 1, 1, 1]);
      expect(line?.detectors.map(({ detector }) => detector).toSorted(), name).toEqual([
        'blend-boundary',
        'synthesis-trace',
      ]);
      expect(line?.evidence, name).toBeTypeOf('number');
    }
    const truncated = byName.get('truncated.mp4');
    expect(truncated?.failures).toMatchObject([{ code: 'page.undecodable' }]);
    expect(truncated?.frames.length).toBeGreaterThan(0);
    expect(truncated?.frames.length).toBeLessThan(4);
    expect(Object.keys(byName.get('clip.mp4')?.versions.models ?? {}).toSorted()).toEqual([
      'blend-boundary',
      'face-finder',
      'synthesis-trace',
    ]);
  });

  it('boxes of a photo too large for one message are in the photo’s own pixels', async () => {
    const { lines } = await scan('--json', join(folder, 'portrait.jpg'), join(folder, 'photo.jpg'));
    const [small, large] = lines.map(({ frames }) => frames[0]?.faces[0]?.box.width ?? 0);
    expect((large ?? 0) / (small ?? 1)).toBeCloseTo(4200 / 480, 0);
  });

  it('a file of a kind that we do not read gets a line when it was named', async () => {
    const { code, lines } = await scan('--json', join(folder, 'notes.txt'));
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ state: 'could-not-check', failures: [{ code: 'page.undecodable' }] }]);
  });

  it.each([
    ['no path', []],
    ['a path that does not exist', ['/no/such/place.mp4']],
    ['an option that does not exist', ['--jsn']],
  ])('%s ends with 2 and says why', async (_what, words) => {
    const { code, stdout, stderr } = await scan(...words);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('usage:');
  });
});

describe('a page that breaks midway', () => {
  it('gives its file an error line, and the next file a page of its own', async () => {
    const page = await openScanPage(DIST);
    const portrait = join(folder, 'portrait.jpg');
    expect((await page.scan('first', portrait)).failures).toEqual([]);

    const pages = await page.browser().pages();
    const scanning = page.scan('second', join(folder, 'clip.mp4'));
    await pages.find((one) => one.url().includes('check-file'))?.close();
    expect(await scanning).toMatchObject({
      file: 'second',
      state: 'could-not-check',
      failures: [{ code: 'platform.host-lost' }],
    });
    expect(await page.scan('third', portrait)).toMatchObject({ file: 'third', failures: [] });

    await page.browser().close();
    expect(await page.scan('fourth', portrait)).toMatchObject({ failures: [{ code: 'platform.host-lost' }] });
    expect(await page.scan('fifth', portrait)).toMatchObject({ file: 'fifth', failures: [] });
    await page.close();
  });
});
