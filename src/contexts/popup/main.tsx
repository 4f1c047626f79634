import { render } from 'preact';
import type { Settings } from '../../contracts/settings.ts';
import { sumOfCounts } from '../../core/counts/day-counts.ts';
import { effectiveSettings, UNMANAGED_DEFAULTS } from '../../core/settings/effective-settings.ts';
import { withSiteLevel } from '../../core/settings/site-level.ts';
import { logProblem } from '../../platform/log/log-problem.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { connectTab } from '../../platform/messaging/tab-port.ts';
import type { TabConnection } from '../../platform/messaging/tab-port.ts';
import { dayOf, onDayCountsChanged, readDayCounts } from '../../platform/storage/day-counts.ts';
import { watchSettings } from '../../platform/storage/watch-settings.ts';
import { onTabMoved, ownPage, shownTab } from '../../platform/toolbar/shown-tab.ts';
import { inReadingDirection, text } from '../../platform/text.ts';
import { useLanguage } from '../../platform/use-language.ts';
import { Popup } from './popup.tsx';
import type { PopupActions, PopupLinks, PopupState } from './popup.tsx';
import { Thumbnails } from './thumbnails.ts';
import '../../ui/own-page.css';
import './popup.css';

let connection: TabConnection | undefined;
let tabId: number | undefined;
const thumbnails = new Thumbnails((id) => connection?.command({ kind: 'picture', id }));

let state: PopupState = {
  settings: UNMANAGED_DEFAULTS,
  host: undefined,
  sightings: undefined,
  thumbnails: thumbnails.all(),
  day: undefined,
  sureness: undefined,
  isUnsaved: false,
};

const actions: PopupActions = {
  chooseLevel: (level) => {
    if (state.host === undefined) return;
    void change({ siteLevels: withSiteLevel(state.settings.values, state.host, level) });
  },
  checkPage: () => connection?.command({ kind: 'check-page' }),
  checkLive: () => connection?.command({ kind: 'check-live' }),
  show: (id) => connection?.command({ kind: 'show', id }),
  wantThumbnail: (id) => thumbnails.want(id),
  wantSureness: () => {
    if (state.sureness === undefined) void learnSureness();
  },
};

function links(): PopupLinks {
  const { featuresOff } = state.settings.values;
  const tab = String(tabId);
  return {
    settings: ownPage('src/contexts/settings/index.html'),
    tips: ownPage('src/contexts/tips/index.html'),
    checkFile: featuresOff.includes('file-check') ? undefined : ownPage('src/contexts/check-file/index.html'),
    report: featuresOff.includes('report')
      ? undefined
      : (sighting) =>
          `${ownPage('src/contexts/report/index.html')}?${new URLSearchParams({ tab, sighting }).toString()}`,
  };
}

/** Before the settings and the tab are known there is nothing true to say, and no language to say it in. */
let isReady = false;

function draw(news: Partial<PopupState>): void {
  state = { ...state, ...news };
  if (!isReady) return;
  render(<Popup state={state} actions={actions} links={links()} text={text} />, document.body);
}

async function change(settings: Partial<Settings>): Promise<void> {
  try {
    draw({ settings: await ask('page>background/change-settings', settings), isUnsaved: false });
  } catch (problem) {
    logProblem('settings', problem);
    draw({ isUnsaved: true });
  }
}

async function learnSureness(): Promise<void> {
  const { askHowSure } = await import('./ask-how-sure.ts');
  draw({ sureness: await askHowSure() });
}

async function readDay(): Promise<void> {
  draw({ day: sumOfCounts(await readDayCounts(dayOf(new Date()))) });
}

function follow(followedId: number): void {
  tabId = followedId;
  connection = connectTab(followedId, {
    onReports: (reports) => {
      draw({ sightings: reports.length === 0 ? 'no-answer' : reports.flatMap(({ sightings }) => sightings) });
      thumbnails.wantMissing();
    },
    onThumbnail: (thumbnail) => {
      if (thumbnails.enter(thumbnail)) draw({ thumbnails: thumbnails.all() });
    },
  });
  onTabMoved(followedId, ({ host }) => {
    draw({ host });
  });
}

async function start(): Promise<void> {
  const watched = watchSettings(async (chosen, policy) => {
    const settings = effectiveSettings(chosen, policy);
    await useLanguage(settings.values.language);
    inReadingDirection(document);
    draw({ settings });
  });
  const tab = await shownTab(location.search).catch(() => undefined);
  // The tab's documents answer while the settings are read.
  if (tab?.host !== undefined) follow(tab.tabId);
  await watched;
  isReady = true;
  draw({ host: tab?.host });
  // The list comes first.
  onDayCountsChanged(() => void readDay());
  await readDay();
}

void start();
