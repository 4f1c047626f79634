import { render } from 'preact';
import type { TabReport } from '../../contracts/messages.ts';
import type { Settings } from '../../contracts/settings.ts';
import { effectiveSettings, UNMANAGED_DEFAULTS } from '../../core/settings/effective-settings.ts';
import { withSiteLevel } from '../../core/settings/site-level.ts';
import { logProblem } from '../../platform/log/log-problem.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { connectTab } from '../../platform/messaging/tab-port.ts';
import type { TabConnection } from '../../platform/messaging/tab-port.ts';
import { watchSettings } from '../../platform/storage/watch-settings.ts';
import { onTabMoved, ownPage, shownTab } from '../../platform/toolbar/shown-tab.ts';
import { inReadingDirection, text } from '../../platform/text.ts';
import { useLanguage } from '../../platform/use-language.ts';
import { Popup } from './popup.tsx';
import type { PopupActions, PopupState } from './popup.tsx';
import '../../ui/own-page.css';
import './popup.css';

let state: PopupState = { settings: UNMANAGED_DEFAULTS, host: undefined, sightings: undefined, isUnsaved: false };
let connection: TabConnection | undefined;

const actions: PopupActions = {
  switchSite: (isChecked) => {
    if (state.host === undefined) return;
    void change({ siteLevels: withSiteLevel(state.settings.values, state.host, isChecked ? 'full' : 'off') });
  },
  chooseSensitivity: (sensitivity) => void change({ sensitivity }),
  checkLive: () => connection?.command({ kind: 'check-live' }),
};

function draw(news: Partial<PopupState>): void {
  state = { ...state, ...news };
  const view = (
    <Popup
      state={state}
      actions={actions}
      text={text}
      checkFileAddress={ownPage('src/contexts/check-file/index.html')}
    />
  );
  render(view, document.body);
}

async function change(settings: Partial<Settings>): Promise<void> {
  try {
    draw({ settings: await ask('page>background/change-settings', settings), isUnsaved: false });
  } catch (problem) {
    logProblem('settings', problem);
    draw({ isUnsaved: true });
  }
}

function follow(tabId: number): void {
  connection = connectTab(tabId, (reports: readonly TabReport[]) => {
    draw({ sightings: reports.length === 0 ? 'no-answer' : reports.flatMap(({ sightings }) => sightings) });
  });
  onTabMoved(tabId, ({ host }) => {
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
  await watched;
  draw({ host: tab?.host });
  if (tab?.host !== undefined) follow(tab.tabId);
}

void start();
