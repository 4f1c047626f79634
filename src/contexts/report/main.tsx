import { render } from 'preact';
import type { EngineVersions } from '../../contracts/scan.ts';
import type { ReportedFrame } from '../../contracts/report.ts';
import type { Settings } from '../../contracts/settings.ts';
import { buildReport, isWorthReporting } from '../../core/report/build-report.ts';
import { choosePictured } from '../../core/report/choose-pictured.ts';
import { effectiveSettings } from '../../core/settings/effective-settings.ts';
import { detectors, errorRates, fusion } from '../../detectors/registry.ts';
import { saveText } from '../../platform/files/save-text.ts';
import { logProblem } from '../../platform/log/log-problem.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { connectFrames } from '../../platform/offscreen/connect-frames.ts';
import { extensionVersion } from '../../platform/offscreen/extension-version.ts';
import { drawPictures } from '../../platform/report/draw-pictures.ts';
import { ownKey, type OwnKey } from '../../platform/report/own-key.ts';
import { watchSettings } from '../../platform/storage/watch-settings.ts';
import { inReadingDirection, text } from '../../platform/text.ts';
import { ownPage } from '../../platform/toolbar/shown-tab.ts';
import { useLanguage } from '../../platform/use-language.ts';
import { readRecord, type FoundRecord } from './read-record.ts';
import { ReportPage, type ReportPageActions, type ReportPageState } from './report-page.tsx';
import { fileName, writeHtml, writeJson } from './write-files.ts';
import '../../ui/own-page.css';
import '../../ui/report/report.css';
import '../../ui/report/saved-page.css';

let state: ReportPageState = {
  report: 'asking',
  canDraw: false,
  wantsSheet: false,
  wantsCrops: false,
  progress: { kind: 'idle' },
  isSaved: false,
};
/** What the report is made of; the same for as long as this page is open, whatever the video does meanwhile. */
let material: (FoundRecord & { readonly key: OwnKey; readonly software: EngineVersions }) | undefined;
let settings: Settings | undefined;
/** Aborted when the choice changes while pictures are read. */
let drawing = new AbortController();

const actions: ReportPageActions = {
  choose: (change) => void choose(change),
  retry: () => void start(),
  savePage: () => void save('html', writeHtml, 'text/html'),
  saveJson: () => void save('json', writeJson, 'application/json'),
};

function draw(news: Partial<ReportPageState>): void {
  state = { ...state, ...news };
  const verifyAddress = ownPage('src/contexts/verify/index.html');
  render(<ReportPage state={state} actions={actions} verifyAddress={verifyAddress} text={text} />, document.body);
}

/** While the engine does not answer, only our own version is known. */
async function versions(): Promise<EngineVersions> {
  const frames = connectFrames(() => ask('page>background/wake-offscreen'));
  const answer = await frames.versions();
  frames.close();
  return answer.ok ? answer.value : { extension: extensionVersion(), provider: 'none', models: {} };
}

async function start(): Promise<void> {
  draw({ report: 'asking' });
  const [found, software, key] = await Promise.all([
    readRecord(location.search),
    versions(),
    ownKey().catch((problem: unknown) => {
      logProblem('report key', problem);
      return undefined;
    }),
  ]);
  if (found === undefined) draw({ report: 'gone' });
  else if (!isWorthReporting(found.record)) draw({ report: 'nothing' });
  else if (key === undefined) draw({ report: 'no-key' });
  else {
    material = { ...found, key, software };
    show(found.record.frames, false);
  }
}

function show(frames: readonly ReportedFrame[], hasPictures: boolean): void {
  if (material === undefined || settings === undefined) return;
  const { record, media, key, software } = material;
  const report = buildReport(
    { ...record, frames },
    {
      madeAt: new Date().toISOString(),
      key: key.fingerprint,
      fusion,
      errorRates,
      detectors,
      software,
      settings,
      ...(hasPictures && { picturesFrom: typeof media === 'string' ? 'media-address' : 'file' }),
    },
  );
  draw({
    report,
    canDraw: media !== undefined && record.frames.length > 0,
    progress: { kind: 'idle' },
    isSaved: false,
  });
}

/** Draws what was chosen into the report, or takes it out again. */
async function choose(change: Partial<Pick<ReportPageState, 'wantsSheet' | 'wantsCrops'>>): Promise<void> {
  if (material?.media === undefined) return;
  draw(change);
  drawing.abort();
  drawing = new AbortController();
  const { signal } = drawing;
  const { media, record } = material;
  const { wantsSheet, wantsCrops } = state;
  if (!wantsSheet && !wantsCrops) {
    show(record.frames, false);
    return;
  }
  const pictured = choosePictured(record.frames);
  const onTurn = (done: number): void => draw({ progress: { kind: 'reading', done, of: pictured.length } });
  const drawn = await drawPictures(media, pictured, { contactSheet: wantsSheet, crops: wantsCrops }, onTurn, signal);
  if (signal.aborted) return;
  if (!drawn.ok) {
    show(record.frames, false);
    draw({ wantsSheet: false, wantsCrops: false, progress: { kind: 'failed' } });
    return;
  }
  const byTime = new Map(drawn.value.map((frame) => [frame.mediaTimeMs, frame]));
  show(
    record.frames.map((frame) => byTime.get(frame.mediaTimeMs) ?? frame),
    true,
  );
}

async function save(ending: string, write: typeof writeJson, type: string): Promise<void> {
  const { report } = state;
  if (typeof report === 'string' || material === undefined) return;
  saveText(fileName(report, ending), await write(report, material.key), type);
  draw({ isSaved: true });
}

void watchSettings(async (chosen, policy) => {
  const isFirst = settings === undefined;
  settings = effectiveSettings(chosen, policy).values;
  await useLanguage(settings.language);
  inReadingDirection(document);
  document.title = text('report_title');
  if (settings.featuresOff.includes('report')) draw({ report: 'off' });
  else if (isFirst || state.report === 'off') await start();
  else draw({});
});
