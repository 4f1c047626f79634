import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, ElementHandle, FileChooser, KeyInput, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIPS, makeClips } from '../../demo/make-clips.ts';
import { recordRequests, strayRequests, type RequestRecord } from '../../demo/record-requests.ts';
import { rows } from '../../demo/rows.ts';
import { startServer, type LoopbackServer } from '../../demo/server.ts';
import type { Envelope, Report } from '../../src/contracts/report.ts';
import { launchWithExtension } from '../../tools/launch-extension.ts';
import {
  judgedSighting,
  openReport,
  openVerifyPage,
  savedFile,
  verifyBytes,
  withChangedByte,
} from '../../tools/report-pages.ts';
import { violationsOn } from './axe.ts';

const DIST = process.env['SECOND_LOOK_DIST'] ?? 'dist';
/** Bytes changed in each saved file, spread evenly over it; every byte is changed in tests/unit/report. */
const CHANGES = 24;

let folder: string;
let server: LoopbackServer;
let maker: { readonly browser: Browser; readonly extensionId: string };
let reader: { readonly browser: Browser; readonly extensionId: string };
let record: RequestRecord = { requests: [] };
let tab: Page;
let report: Page;
let verify: Page;
let json: Buffer;
let html: Buffer;

const clipPath = async (): Promise<{ readonly name: string; readonly path: string }> => {
  const spec = rows.find(({ name }) => name === 'portrait')?.clip;
  const [clip] = spec === undefined ? [] : await makeClips([spec]);
  if (clip === undefined) throw new Error('the demo has no portrait');
  return clip;
};

const readReport = (bytes: Buffer): Report => JSON.parse((JSON.parse(bytes.toString()) as Envelope).payload) as Report;

async function choosePictures(): Promise<void> {
  await report.click('#wants-sheet');
  await report.click('#wants-crops');
  await report.waitForSelector('.crops img', { timeout: 30_000 });
  await report.waitForSelector('.contact-sheet img');
  await report.waitForSelector('[data-pictures="idle"]');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'second-look-report-test-'));
  const clip = await clipPath();
  writeFileSync(
    join(folder, 'post.html'),
    `<!doctype html><title>Post</title><video src="/clips/${clip.name}" muted loop autoplay width="480"></video>`,
  );
  server = await startServer({ folders: { pages: folder, clips: CLIPS } });
  const beforeExtension = async (fresh: Browser): Promise<void> => {
    record = await recordRequests(fresh);
  };
  maker = await launchWithExtension({ dist: DIST, headless: true, beforeExtension });
  reader = await launchWithExtension({ dist: DIST, headless: true });
  tab = await maker.browser.newPage();
  await tab.goto(`${server.origin}/pages/post.html`);
  const sighting = await judgedSighting(maker.browser, maker.extensionId, tab);
  report = await openReport(maker.browser, maker.extensionId, tab, sighting.id);
  await choosePictures();
  json = await savedFile(report, '#save-json');
  html = await savedFile(report, '#save-page');
  verify = await openVerifyPage(reader.browser, reader.extensionId);
});

afterAll(async () => {
  await maker.browser.close();
  await reader.browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('a report of a video that was checked', () => {
  it('says what was checked, how, with what, and what identifies every frame', () => {
    const found = readReport(json);
    expect(found.subject).toMatchObject({ kind: 'page', pageAddress: tab.url(), route: 'element' });
    expect(found.subject).toHaveProperty('mediaAddress', expect.stringMatching(/\/clips\/portrait\./));
    expect(found.verdict).toHaveProperty('evidence', expect.any(Number));
    expect(found.frames.length).toBeGreaterThanOrEqual(4);
    for (const { pixels } of found.frames) expect(pixels?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(found.frames.map(({ pixels }) => pixels?.sha256)).size).toBe(found.frames.length);
    expect(found.frames.some(({ faces }) => faces.some(({ scores }) => scores.length === 2))).toBe(true);
    expect(Object.keys(found.software.models)).toContain('blend-boundary');
    expect(found.settings).toEqual({ sensitivity: 'quiet', budget: 'standard' });
  });

  it('holds pictures because they were chosen, and none after they were taken out again', async () => {
    expect(readReport(json).frames.some(({ picture }) => picture !== undefined)).toBe(true);
    await report.click('#wants-sheet');
    await report.click('#wants-crops');
    await report.waitForFunction(() => document.querySelector('.sheet') === null);
    const plain = await savedFile(report, '#save-json');
    expect(plain.toString()).not.toContain('data:image');
    expect(readReport(plain)).not.toHaveProperty('picturesFrom');
  });

  it('asked nobody but the server of the video', () => {
    expect(strayRequests(record)).toEqual([]);
  });

  it('links to search services, and tells them nothing of where the reader came from', async () => {
    const links = await report.$$eval('a[data-search]', (all) =>
      all.map(({ href, rel, target }) => ({ hasQuery: new URL(href).search !== '', rel, target })),
    );
    expect(links).toHaveLength(4);
    for (const link of links) expect(link).toEqual({ hasQuery: false, rel: 'noreferrer noopener', target: '_blank' });
  });

  it('is gone with its page, and says so', async () => {
    const gone = await openReport(maker.browser, maker.extensionId, tab, 'nobody-1');
    expect(await gone.$('[data-missing="gone"]')).not.toBeNull();
    await gone.close();
  });
});

describe('a saved report in another browser', () => {
  it('is intact there, signed with a key that this browser does not know', async () => {
    const fingerprint = readReport(json).key;
    expect(await verifyBytes(verify, json)).toEqual({ kind: 'intact', owner: 'unknown', seal: undefined, fingerprint });
    expect(await verifyBytes(verify, html)).toEqual({ kind: 'intact', owner: 'unknown', seal: 'intact', fingerprint });
    const shown = await report.$eval('[data-fingerprint]', (place) => place.textContent);
    expect(await verify.$eval('[data-checked-fingerprint]', (place) => place.textContent)).toBe(shown);
  });

  it('is known by the name that was given to its key, until the name is forgotten', async () => {
    await verifyBytes(verify, json);
    await verify.type('#key-name', 'Ana <b>desk</b>');
    await verify.click('#save-key');
    await verify.waitForSelector('[data-owner="named"]');
    expect(await verify.$eval('[data-owner]', (place) => place.textContent)).toContain('Ana <b>desk</b>');
    expect((await verifyBytes(verify, html)).owner).toBe('named');
    await verify.click('#forget-key');
    await verify.waitForSelector('[data-owner="unknown"]');
  });

  it('is signed with its own key where it was made', async () => {
    const own = await openVerifyPage(maker.browser, maker.extensionId);
    expect(await verifyBytes(own, html)).toMatchObject({ kind: 'intact', owner: 'mine' });
    await own.close();
  });

  it.each(['json', 'html'] as const)('one changed byte of the %s file is found, wherever it is', async (kind) => {
    const bytes = kind === 'json' ? json : html;
    for (let change = 0; change < CHANGES; change += 1) {
      const at = Math.floor(((change + 0.5) * bytes.length) / CHANGES);
      const { kind: said, seal } = await verifyBytes(verify, withChangedByte(bytes, at));
      expect([at, said === 'intact' && seal !== 'changed']).toEqual([at, false]);
    }
  });

  it('shows what was signed, not what somebody wrote into the page', async () => {
    const lie = Buffer.from(
      html.toString().replace(/<h2 id="report-found">[^<]*/, '<h2 id="report-found">All is well'),
    );
    expect(lie.equals(html)).toBe(false);
    expect(await verifyBytes(verify, lie)).toMatchObject({ kind: 'intact', seal: 'changed' });
    expect(await verify.$eval('main', (main) => main.textContent)).not.toContain('All is well');
  });

  it('says what else a file may be', async () => {
    const envelope = JSON.parse(json.toString()) as Envelope;
    const written = (changed: object): Buffer => Buffer.from(JSON.stringify({ ...envelope, ...changed }));
    const answers = [
      await verifyBytes(verify, written({ version: 2 })),
      await verifyBytes(verify, written({ publicKey: Buffer.alloc(32, 9).toString('base64') })),
      await verifyBytes(verify, Buffer.from('{"a":1}')),
      await verifyBytes(verify, Buffer.from('GIF89a')),
      await verifyBytes(verify, json.subarray(0, json.length / 2)),
      await verifyBytes(verify, Buffer.alloc(21 * 1024 * 1024, 32)),
    ];
    expect(answers.map(({ kind }) => kind)).toEqual([
      'newer',
      'wrong-key',
      'not-a-report',
      'not-a-report',
      'broken',
      'too-large',
    ]);
  });

  it('the saved page runs nothing, asks nobody, and has no violation of its own', async () => {
    const page = await reader.browser.newPage();
    const path = join(folder, 'saved.html');
    writeFileSync(path, html);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`file://${path}`);
    expect(asked.filter((address) => !/^(file|data):/.test(address))).toEqual([]);
    expect(await page.$eval('h1', (heading) => heading.textContent)).toBe('Report of a check');
    expect(await page.$$eval('.contact-sheet img', (all) => all.every((one) => one.naturalWidth > 0))).toBe(true);
    expect(await violationsOn(page)).toEqual([]);
    await page.close();
  });
});

/** Starts a walk at the top of a page. */
async function startWalk(page: Page): Promise<void> {
  await page.bringToFront();
  await page.click('h1');
}

/** What has the focus after each press of Tab, until it leaves the page. */
async function walkByKey(page: Page): Promise<readonly string[]> {
  await startWalk(page);
  const names: string[] = [];
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement === document.body ? '' : ((activeElement?.id || activeElement?.textContent) ?? '');
    });
    if (name === '') break;
    names.push(name);
  }
  return names;
}

async function press(page: Page, ...keys: readonly KeyInput[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Waits until the focus has come to an element: the browser moves it in its own time. */
async function hasFocus(page: Page, id: string): Promise<void> {
  await page.waitForFunction((wanted) => document.hasFocus() && document.activeElement?.id === wanted, {}, id);
}

/** The file chooser that a press of `key` opens on the element that has the focus. */
async function chooserByKey(page: Page, key: KeyInput): Promise<FileChooser> {
  const asked = page.waitForFileChooser();
  // Keys take a faster way into the page than the wish to be told of choosers, and would overtake it; an answer cannot.
  const pressed = page.evaluate(() => undefined).then(() => press(page, key));
  const [chooser] = await Promise.all([asked, pressed]);
  return chooser;
}

describe('for everyone', () => {
  it.each(['light', 'dark'])('axe-core finds nothing wrong with either page in %s', async (scheme) => {
    for (const page of [report, verify]) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      if (page === verify) await verifyBytes(verify, html);
      expect(await violationsOn(page)).toEqual([]);
    }
  });

  it('a report can be made by key alone, pictures and all', async () => {
    const names = await walkByKey(report);
    expect(names.slice(0, 4)).toEqual(['wants-sheet', 'wants-crops', 'save-page', 'save-json']);
    expect(names).toContain('verify');
    await startWalk(report);
    await press(report, 'Tab');
    await hasFocus(report, 'wants-sheet');
    await press(report, 'Space');
    await report.waitForSelector('.contact-sheet img');
    await press(report, 'Tab', 'Tab', 'Tab');
    await hasFocus(report, 'save-json');
    await press(report, 'Enter');
    await report.waitForSelector('[data-saved="true"]');
  });

  it('a report can be checked by key alone, and the answer is told to screen readers', async () => {
    await startWalk(verify);
    await press(verify, 'Tab');
    expect(await verify.evaluate(() => document.activeElement?.id)).toBe('report-file');
    const path = join(folder, 'by-key.json');
    writeFileSync(path, json);
    const chooser = await chooserByKey(verify, 'Enter');
    await chooser.accept([path]);
    await verify.waitForFunction(() => document.querySelector('#answer')?.textContent === 'by-key.json');
    const names = await walkByKey(verify);
    expect(names.slice(0, 3)).toEqual(['report-file', 'key-name', 'save-key']);
    const isLive = await verify.$eval('.answer', (answer) => answer.closest('[aria-live="polite"]') !== null);
    expect(isLive).toBe(true);
  });
});

describe('a report of a file', () => {
  it('names the file by its own hash, and is intact in the other browser', async () => {
    const page = await maker.browser.newPage();
    await page.goto(`chrome-extension://${maker.extensionId}/src/contexts/check-file/index.html`);
    const input = (await page.waitForSelector('input#files')) as ElementHandle<HTMLInputElement>;
    const { path } = await clipPath();
    await input.uploadFile(path);
    const address = await page
      .waitForSelector('a.make-report', { timeout: 100_000 })
      .then((link) => link?.evaluate((one) => one.href));
    const made = await maker.browser.newPage();
    await made.goto(address ?? '');
    await made.waitForSelector('article.report');
    const saved = await savedFile(made, '#save-json');
    const { subject, frames } = readReport(saved);
    expect(subject).toMatchObject({ kind: 'file', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(frames.every(({ pixels }) => pixels?.layout === 'RGBA')).toBe(true);
    expect(await verifyBytes(verify, saved)).toMatchObject({ kind: 'intact', owner: 'unknown' });
  });
});
