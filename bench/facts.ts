import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TargetType, type Browser, type ElementHandle, type Page } from 'puppeteer';
import { recordRequests, strayRequests, type RequestRecord } from '../demo/record-requests.ts';
import { startServer } from '../demo/server.ts';
import type { SignedFact } from '../src/contracts/fact.ts';
import type { FactsAnswer, FactsMedia } from '../src/contracts/messages.ts';
import { launchWithExtension } from '../tools/launch-extension.ts';
import { median, quantile, rounded, type Figure } from './figures.ts';
import type { Measured } from './measured.ts';
import { DIST } from './package-size.ts';
import { repeats, type Asked } from './subject.ts';

const PARITY = 'docs/facts/parity.md';
const SIGNED = 'tests/signed';
/** Has c2pa-python: see tests/signed/make_signed.py. */
const PYTHON = process.env['SECOND_LOOK_PYTHON'] ?? 'python3';
const CHECK_FILE = 'src/contexts/check-file/index.html';
const RUNS = 12;
/** One read of the beginning: `LIMITS.firstBytes`. */
const HEAD_BYTES = 65_536;

interface Expected {
  readonly reader: string;
  readonly files: Readonly<Record<string, Said>>;
  readonly stream: Readonly<Record<string, Said>>;
}
interface Said {
  readonly state: string;
  readonly codes: readonly string[];
}

/** Runs in the extension's own page: asks the offscreen document as a content script does. */
function askOnce(media: FactsMedia): Promise<FactsAnswer> {
  return new Promise((resolve, reject) => {
    const port = chrome.runtime.connect({ name: 'facts' });
    port.onMessage.addListener((answer: FactsAnswer) => {
      port.disconnect();
      resolve(answer);
    });
    port.onDisconnect.addListener(() => reject(new Error('nobody answers')));
    port.postMessage({ media });
  });
}

/** The engine's own document, which pages otherwise have the background open. */
async function openOffscreen(browser: Browser): Promise<void> {
  const target = await browser.waitForTarget((one) => one.type() === TargetType.SERVICE_WORKER);
  const worker = await target.worker();
  await worker?.evaluate(async () => {
    while (typeof chrome.offscreen !== 'object') await new Promise((resolve) => setTimeout(resolve, 50));
    const url = 'src/contexts/offscreen/index.html';
    await chrome.offscreen.createDocument({ url, reasons: ['WORKERS', 'BLOBS'], justification: 'bench' });
  });
}

/** The browser with the extension, the test issuer on its lists, and everything it asks for on record. */
async function openBrowser(): Promise<{ browser: Browser; page: Page; record: RequestRecord }> {
  let record: RequestRecord = { requests: [] };
  const { browser, extensionId } = await launchWithExtension({
    dist: DIST,
    headless: true,
    beforeExtension: async (fresh) => {
      record = await recordRequests(fresh);
    },
  });
  await openOffscreen(browser);
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/${CHECK_FILE}`);
  const input = await page.waitForSelector('input#trust-list');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(`${SIGNED}/test-issuer.pem`);
  await page.waitForSelector('[data-list="test-issuer.pem"]');
  return { browser, page, record };
}

const figure = (name: string, value: number, n: number, command: string): Figure => ({
  name,
  target: null,
  value,
  met: null,
  n,
  command,
});

async function timesOf(page: Page, name: string, media: FactsMedia, asked: Asked): Promise<readonly Figure[]> {
  const { command } = asked;
  const answers: FactsAnswer[] = [];
  for (let run = 0; run < repeats(asked, RUNS); run += 1) answers.push(await page.evaluate(askOnce, media));
  const [first] = answers;
  if (first === undefined) throw new Error('no answer');
  // The first also loads WebAssembly; what a feed mostly meets are the others.
  const later = answers.slice(1).map(({ tookMs }) => tookMs);
  return [
    figure(`facts of ${name}, median (ms)`, rounded(median(later), 1), later.length, command),
    figure(`facts of ${name}, 95th percentile (ms)`, rounded(quantile(later, 0.95), 1), later.length, command),
    figure(`facts of ${name}, fetched (bytes)`, first.fetchedBytes, answers.length, command),
  ];
}

const STATES: Readonly<Record<string, string>> = { trusted: 'Trusted', 'issuer-unknown': 'Valid', broken: 'Invalid' };

async function saidBy(page: Page, media: FactsMedia): Promise<Said> {
  const { facts } = await page.evaluate(askOnce, media);
  const record = facts.known.find((fact): fact is SignedFact => fact.source === 'signed-record');
  if (record === undefined) return { state: facts.unread.includes('signed-record') ? 'unread' : 'none', codes: [] };
  return { state: STATES[record.state] ?? '', codes: record.codes };
}

interface Compared {
  readonly file: string;
  readonly said: Said;
  readonly media: FactsMedia;
}

/** Compares with c2pa-rs's Python package, file by file, and writes the table. The share of files that agree. */
async function measureParity(page: Page, origin: string, command: string): Promise<Figure> {
  const expected = JSON.parse(readFileSync(`${SIGNED}/expected.json`, 'utf8')) as Expected;
  const asks = Object.entries(expected.files).map(([file, said]): Compared => {
    return { file, said, media: { kind: 'address', address: `${origin}/signed/${file}` } };
  });
  for (const [piece, said] of Object.entries(expected.stream)) {
    asks.push({ file: `stream/init.mp4 with ${piece}`, said, media: streamOf(origin, piece) });
  }
  const rows: string[] = [];
  let same = 0;
  for (const { file, said, media } of asks) {
    const ours = await saidBy(page, media);
    const isSame = JSON.stringify(ours) === JSON.stringify(said);
    same += isSame ? 1 : 0;
    rows.push(`| ${file} | ${said.state} | ${ours.state} | ${isSame ? 'yes' : 'no'} | ${said.codes.join(' ')} |`);
  }
  mkdirSync('docs/facts', { recursive: true });
  writeFileSync(PARITY, parityPage(rows, expected.reader, command));
  const value = rounded(same / asks.length, 3);
  const name = 'signed records read as c2pa-rs reads them: same state and codes (share of files)';
  return { name, target: '1', value, met: value === 1, n: asks.length, command };
}

const parityPage = (rows: readonly string[], reader: string, command: string): string =>
  [
    '# Our reader beside c2pa-rs’s Python package',
    '',
    `Written by \`${command}\`: the files of \`tests/signed\`, read by c2pa-python 0.37.1 (c2pa-rs ${reader}) with the test issuer’s root on its list, and by the built extension in Chromium with the same list added by hand. "Same" means the same state and the same list of codes.`,
    '',
    '| File | c2pa-python | Second Look | Same | Codes |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');

const streamOf = (origin: string, piece: string): FactsMedia => ({
  kind: 'segments',
  addresses: [`${origin}/signed/stream/init.mp4`, `${origin}/signed/stream/${piece}`],
  widthPx: 480,
  heightPx: 270,
});

/** Time and bytes of reading the facts of media, and whether we say what c2pa-rs says. Writes docs/facts/parity.md. */
export async function measureFacts(asked: Asked): Promise<Measured> {
  const { command } = asked;
  const scratch = mkdtempSync(join(tmpdir(), 'second-look-facts-'));
  const big = join(scratch, 'big.mp4');
  execFileSync(PYTHON, [`${SIGNED}/make_signed.py`, '--big', big], { stdio: 'inherit' });
  const plain = readFileSync(`${SIGNED}/media/plain.mp4`);
  const padding = Buffer.alloc(5_000_000);
  padding.writeUInt32BE(padding.length);
  padding.write('free', 4);
  writeFileSync(join(scratch, 'plain.mp4'), Buffer.concat([plain, padding]));
  const server = await startServer({ folders: { scratch, signed: `${SIGNED}/media` } });
  const { browser, page, record } = await openBrowser();
  try {
    const at = (path: string): FactsMedia => ({ kind: 'address', address: `${server.origin}/${path}` });
    const figures = [
      await measureParity(page, server.origin, command),
      ...(await timesOf(page, 'a signed jpeg of 16 kB', at('signed/ai-generated.jpg'), asked)),
      ...(await timesOf(page, 'a signed mp4 of 5 MB', at('scratch/big.mp4'), asked)),
      ...(await timesOf(page, 'a signed DASH stream', streamOf(server.origin, '1.m4s'), asked)),
      ...(await timesOf(page, 'an mp4 of 5 MB without a record', at('scratch/plain.mp4'), asked)),
    ].map(withTarget);
    const stray = strayRequests(record).length;
    const name = 'requests of the browser to anybody but the media’s server, while reading facts';
    const n = record.requests.length;
    const all = [...figures, { name, target: '0', value: stray, met: stray === 0, n, command }];
    return { figures: all, samples: null, plots: {} };
  } finally {
    await browser.close();
    await server.close();
    rmSync(scratch, { recursive: true });
  }
}

/** A file that declares nothing must cost one look at its head, however large it is. */
function withTarget(one: Figure): Figure {
  if (!one.name.endsWith('without a record, fetched (bytes)')) return one;
  return { ...one, target: `≤ ${HEAD_BYTES}`, met: one.value <= HEAD_BYTES };
}
