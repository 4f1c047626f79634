import { render } from 'preact';
import type { EngineVersions, ScanLine } from '../../contracts/scan.ts';
import { isWorthReporting } from '../../core/report/build-report.ts';
import { effectiveSettings } from '../../core/settings/effective-settings.ts';
import { fusion } from '../../detectors/registry.ts';
import { UNREAD_ANSWER } from '../../platform/facts/facts-wire.ts';
import { askFacts } from '../../platform/facts/ask-facts.ts';
import { BUNDLED_TRUST_NAME } from '../../platform/facts/trust-name.ts';
import { withinWire } from '../../platform/files/within-wire.ts';
import { openMedia } from '../../platform/media/open-media.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { connectFrames } from '../../platform/offscreen/connect-frames.ts';
import { extensionVersion } from '../../platform/offscreen/extension-version.ts';
import { randomName } from '../../platform/page/random-name.ts';
import { offerFileRecords, type FileRecord } from '../../platform/report/file-record.ts';
import { saveText } from '../../platform/files/save-text.ts';
import { reReadPicture } from '../../platform/media/re-read-picture.ts';
import { takeHandedPicture } from '../../platform/storage/handed-picture.ts';
import { ownPage } from '../../platform/toolbar/shown-tab.ts';
import { addTrustList, readTrustLists, removeTrustList } from '../../platform/storage/trust-lists.ts';
import { inReadingDirection, text } from '../../platform/text.ts';
import { watchSettings } from '../../platform/storage/watch-settings.ts';
import { useLanguage } from '../../platform/use-language.ts';
import type { FileProgress } from '../../ui/file-report/file-report.tsx';
import { atFullSize } from './at-full-size.ts';
import { checkFile } from './check-file.ts';
import type { CheckPorts } from './check-file.ts';
import { CheckFilePage } from './check-file-page.tsx';
import type { FileRow } from './check-file-page.tsx';
import '../../ui/own-page.css';
import './check-file.css';

/** Dispatched on the document with each `ScanLine`, for `npm run scan`. */
const SCANNED_EVENT = 'second-look:scanned';

const wake = (): Promise<unknown> => ask('page>background/wake-offscreen');
const frames = connectFrames(wake);
const untilClosed = new AbortController();
let rows: readonly FileRow[] = [];
let lastId = 0;
let isEngineGone = false;
let trustLists: readonly string[] = [BUNDLED_TRUST_NAME];
let isListRefused = false;
let isPictureRefused = false;
let isReportOff = true;
/** Undefined until the settings were read; nothing is drawn before. */
let isOff: boolean | undefined;
/** Tells this page's files from those of another one like it. */
const pageName = randomName();
const fileRecords = new Map<string, FileRecord>();
let tail: Promise<unknown> = Promise.resolve();

function draw(): void {
  if (isOff === undefined) return;
  const view = (
    <CheckFilePage
      isOff={isOff}
      rows={rows}
      isEngineGone={isEngineGone}
      trustLists={trustLists}
      isListRefused={isListRefused}
      isPictureRefused={isPictureRefused}
      onAddList={(file) => void addList(file)}
      onRemoveList={(name) => void removeTrustList(name).then(showLists)}
      text={text}
      onFiles={takeFiles}
      onSave={save}
      onClear={() => {
        rows = rows.filter(({ progress }) => progress.kind !== 'checked');
        fileRecords.clear();
        draw();
      }}
    />
  );
  render(view, document.body);
}

function show(id: number, progress: FileProgress): void {
  rows = rows.map((row) => (row.id === id ? { ...row, progress } : row));
  draw();
}

function takeFiles(files: readonly File[]): void {
  for (const file of files) {
    lastId += 1;
    const id = lastId;
    rows = [...rows, { id, name: file.name, progress: { kind: 'waiting' } }];
    tail = tail.then(() => checkOne(id, file));
  }
  draw();
}

/** The picture that the context menu was used on, named in this page's address. */
async function takePicture(name: string): Promise<void> {
  const address = await takeHandedPicture(name);
  const picture = address === undefined ? undefined : await reReadPicture(address);
  isPictureRefused = picture === undefined;
  takeFiles(picture === undefined ? [] : [picture]);
}

async function checkOne(id: number, file: File): Promise<void> {
  show(id, { kind: 'checking', lookedAt: 0, of: 0 });
  const checked = await checkFile(file, portsFor(id));
  const { verdict, isStill, line, record } = checked;
  const name = `${pageName}-${String(id)}`;
  if (isWorthReporting(record)) fileRecords.set(name, { record, file });
  show(id, { kind: 'checked', verdict, isStill, line, reportAddress: reportAddress(name) });
  document.dispatchEvent(new CustomEvent<ScanLine>(SCANNED_EVENT, { detail: line }));
}

/** Where a report of that file is made; undefined where there is none to make. */
const reportAddress = (name: string): string | undefined =>
  isReportOff || !fileRecords.has(name) ? undefined : ownPage(`src/contexts/report/index.html?file=${name}`);

function portsFor(id: number): CheckPorts {
  return {
    openMedia,
    // Files are checked because somebody asked about them: faces that the gate objects to get their figure too.
    inspect: async (whole) => {
      const { frame, scale } = await withinWire(whole);
      const found = await frames.inspect(frame, { scoreGated: true }, untilClosed.signal);
      return found.ok ? { ok: true, value: atFullSize(found.value, scale) } : found;
    },
    readFacts: async (file) =>
      ((await askFacts(wake, { kind: 'file', file }, untilClosed.signal)) ?? UNREAD_ANSWER).facts,
    versions,
    fusion,
    onProgress: (lookedAt, of) => {
      show(id, { kind: 'checking', lookedAt, of });
    },
  };
}

let known: EngineVersions | undefined;

/** Asked once; while the engine does not answer, only our own version is known. */
async function versions(): Promise<EngineVersions> {
  if (known !== undefined) return known;
  const answer = await frames.versions();
  if (!answer.ok) return { extension: extensionVersion(), provider: 'none', models: {} };
  known = answer.value;
  return known;
}

async function addList(file: File): Promise<void> {
  isListRefused = !(await addTrustList(file.name, await file.text()));
  await showLists();
}

async function showLists(): Promise<void> {
  trustLists = [BUNDLED_TRUST_NAME, ...(await readTrustLists()).map(({ name }) => name)];
  draw();
}

function save(): void {
  const lines = rows.flatMap(({ progress }) => (progress.kind === 'checked' ? [JSON.stringify(progress.line)] : []));
  saveText('second-look.jsonl', lines.map((line) => `${line}\n`).join(''), 'application/jsonl');
}

frames.onLost(() => {
  isEngineGone = true;
  draw();
});
offerFileRecords((name) => fileRecords.get(name));
const settled = watchSettings(async (chosen, policy) => {
  const { language, featuresOff } = effectiveSettings(chosen, policy).values;
  await useLanguage(language);
  isReportOff = featuresOff.includes('report');
  isOff = featuresOff.includes('file-check');
  inReadingDirection(document);
  document.title = text('popup_check_file');
  draw();
});
void showLists();
const handed = new URLSearchParams(location.search).get('picture');
void settled.then(() => {
  if (handed !== null && isOff === false) void takePicture(handed);
});
