import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { CLIPS, makeClips, type ClipFile } from '../demo/make-clips.ts';
import { rows } from '../demo/rows.ts';
import { startServer, type LoopbackServer } from '../demo/server.ts';
import { launchWithExtension, type BrowserWithExtension } from '../tools/launch-extension.ts';
import {
  judgedSighting,
  openReport,
  openVerifyPage,
  savedFile,
  verifyBytes,
  withChangedByte,
} from '../tools/report-pages.ts';
import { median } from './figures.ts';
import { atMost, known, type Measured } from './measured.ts';
import { DIST } from './package-size.ts';
import { repeats, say, type Asked } from './subject.ts';

/** Rows of the demo's feed that hold a face. */
const ROWS = ['portrait', 'twin', 'two-people', 'shadow'];
/** Bytes changed in each saved file, spread evenly over it. */
const CHANGES = 100;
/** Planes of a 720p frame: luma, and a quarter of it twice. */
const FRAME_BYTES = 1280 * 720 * 1.5;
const HASHES = 60;

interface SavedReport {
  readonly row: string;
  readonly ending: 'json' | 'html';
  readonly bytes: Buffer;
}

interface CheckedFile {
  readonly row: string;
  readonly ending: string;
  readonly byteCount: number;
  readonly isIntact: boolean;
  readonly changed: number;
  /** Places at which a changed byte went unnoticed. */
  readonly unnoticed: readonly number[];
}

async function clipsOf(names: readonly string[]): Promise<readonly ClipFile[]> {
  const specs = names.flatMap((name) => rows.filter((row) => row.name === name)).map(({ clip }) => clip);
  return makeClips(specs, say);
}

/** Plays the clip in a page, waits for the verdict, and saves its report with pictures in both ways. */
async function saveReports(
  { browser, extensionId }: BrowserWithExtension,
  { origin }: LoopbackServer,
  row: string,
): Promise<readonly SavedReport[]> {
  const tab = await browser.newPage();
  await tab.goto(`${origin}/pages/${row}.html`);
  const sighting = await judgedSighting(browser, extensionId, tab);
  const page = await openReport(browser, extensionId, tab, sighting.id);
  await page.click('#wants-sheet');
  await page.waitForSelector('.contact-sheet img');
  const json = await savedFile(page, '#save-json');
  const html = await savedFile(page, '#save-page');
  await page.close();
  await tab.close();
  return [
    { row, ending: 'json', bytes: json },
    { row, ending: 'html', bytes: html },
  ];
}

async function checkFile(verify: Page, { row, ending, bytes }: SavedReport, changes: number): Promise<CheckedFile> {
  const whole = await verifyBytes(verify, bytes);
  const isIntact = whole.kind === 'intact' && whole.owner === 'unknown' && whole.seal !== 'changed';
  const unnoticed: number[] = [];
  for (let change = 0; change < changes; change += 1) {
    const at = Math.floor(((change + 0.5) * bytes.length) / changes);
    const { kind, seal } = await verifyBytes(verify, withChangedByte(bytes, at));
    if (kind === 'intact' && seal !== 'changed') unnoticed.push(at);
  }
  return { row, ending, byteCount: bytes.length, isIntact, changed: changes, unnoticed };
}

/** How long the browser hashes a frame's bytes, ms, each time. */
function hashTimes(page: Page, times: number): Promise<readonly number[]> {
  return page.evaluate(
    async (byteCount, many) => {
      const bytes = crypto.getRandomValues(new Uint8Array(65_536));
      const frame = Uint8Array.from({ length: byteCount }, (_none, at) => bytes[at % bytes.length] ?? 0);
      const took: number[] = [];
      for (let turn = 0; turn < many; turn += 1) {
        const startMs = performance.now();
        await crypto.subtle.digest('SHA-256', frame);
        took.push(performance.now() - startMs);
      }
      return took;
    },
    FRAME_BYTES,
    times,
  );
}

/** Real checks of the demo's clips, their reports saved, checked in a browser with another profile, and tampered with. */
export async function measureReport(asked: Asked): Promise<Measured> {
  const names = asked.isQuick ? ROWS.slice(0, 1) : ROWS;
  const clips = await clipsOf(names);
  const folder = mkdtempSync(join(tmpdir(), 'second-look-bench-report-'));
  names.forEach((name, index) => {
    const video = `<video src="/clips/${clips[index]?.name ?? ''}" muted loop autoplay width="480"></video>`;
    writeFileSync(join(folder, `${name}.html`), `<!doctype html><title>Post</title>${video}`);
  });
  const server = await startServer({ folders: { pages: folder, clips: CLIPS } });
  const maker = await launchWithExtension({ dist: DIST, headless: true });
  const reader = await launchWithExtension({ dist: DIST, headless: true });
  try {
    const saved: SavedReport[] = [];
    for (const name of names) saved.push(...(await saveReports(maker, server, name)));
    const verify = await openVerifyPage(reader.browser, reader.extensionId);
    const checked: CheckedFile[] = [];
    for (const file of saved) checked.push(await checkFile(verify, file, repeats(asked, CHANGES)));
    return figuresOf(checked, await hashTimes(verify, repeats(asked, HASHES)), asked);
  } finally {
    await maker.browser.close();
    await reader.browser.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

function figuresOf(files: readonly CheckedFile[], hashMs: readonly number[], { command }: Asked): Measured {
  const changed = files.reduce((sum, file) => sum + file.changed, 0);
  const unnoticed = files.reduce((sum, file) => sum + file.unnoticed.length, 0);
  const notIntact = files.filter(({ isIntact }) => !isIntact).length;
  const bound = 'see the samples: bench/results/report.json';
  return {
    figures: [
      atMost("report: saved files not intact in another browser's profile", notIntact, {
        n: files.length,
        command,
        most: 0,
        bound,
      }),
      atMost('report: changed bytes of saved files that went unnoticed', unnoticed, {
        n: changed,
        command,
        most: 0,
        bound,
      }),
      known('report: hashing the planes of a 720p frame, on a thread of its own, median (ms)', median(hashMs), {
        n: hashMs.length,
        command,
      }),
    ],
    samples: { files, hashMs },
    plots: {},
  };
}
