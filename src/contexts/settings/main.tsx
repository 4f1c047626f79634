import { render } from 'preact';
import type { Settings } from '../../contracts/settings.ts';
import type { PolicyChoice, PolicyFormat } from '../../contracts/policy-export.ts';
import { exportedPolicy } from '../../core/policy-export/exported-policy.ts';
import { POLICY_FORMATS, writeFirefoxPolicy, writePolicy } from '../../core/policy-export/write-policy.ts';
import { DEFAULT_SETTINGS, effectiveSettings, UNMANAGED_DEFAULTS } from '../../core/settings/effective-settings.ts';
import { figuresOf, measuredRates } from '../../detectors/measured-rates.ts';
import { detectors } from '../../detectors/registry.ts';
import { saveText } from '../../platform/files/save-text.ts';
import { logProblem } from '../../platform/log/log-problem.ts';
import { ask } from '../../platform/messaging/ask.ts';
import { askProvider } from '../../platform/offscreen/ask-provider.ts';
import { watchPolicy } from '../../platform/policy/managed-policy.ts';
import { policyTarget } from '../../platform/policy/policy-target.ts';
import { deleteEverything, readEverything } from '../../platform/storage/everything.ts';
import { readSettingsFile, settingsAsText } from '../../platform/storage/settings-file.ts';
import { watchSettings } from '../../platform/storage/watch-settings.ts';
import { inReadingDirection, text } from '../../platform/text.ts';
import { openShortcutsPage, readShortcuts } from '../../platform/toolbar/shortcut-keys.ts';
import { ownPage } from '../../platform/toolbar/shown-tab.ts';
import { typedHost } from '../../platform/typed-host.ts';
import { useLanguage } from '../../platform/use-language.ts';
import { SettingsPage } from './settings-page.tsx';
import type { Said, SettingsActions, SettingsState } from './settings-props.ts';
import '../../ui/own-page.css';
import './settings.css';

const target = policyTarget();

let state: SettingsState = {
  settings: UNMANAGED_DEFAULTS,
  refused: [],
  shortcuts: [],
  formats: target === undefined ? ['firefox'] : POLICY_FORMATS,
  sureness: { ...measuredRates(), provider: undefined },
  figures: [...detectors.map(({ id }) => id), 'together' as const].map((who) => ({ who, figures: figuresOf(who) })),
  said: undefined,
};
/** What the person chose, without what a policy lays over it. */
let chosen: Partial<Settings> = {};

function draw(news: Partial<SettingsState>): void {
  state = { ...state, ...news };
  render(
    <SettingsPage
      state={state}
      actions={actions}
      text={text}
      language={document.documentElement.lang}
      checkFileAddress={ownPage('src/contexts/check-file/index.html')}
      typedHost={typedHost}
    />,
    document.body,
  );
}

const say = (kind: Said['kind'], ...words: readonly string[]): void => draw({ said: { kind, words } });

/** Runs a step and says how it ended. */
async function saying(step: () => Promise<unknown>, done: string, failed: string): Promise<void> {
  try {
    await step();
    say('done', text(done));
  } catch (problem) {
    logProblem('settings', problem);
    say('failed', text(failed));
  }
}

async function change(changed: Partial<Settings>): Promise<void> {
  await saying(
    async () => {
      draw({ settings: await ask('page>background/change-settings', changed) });
    },
    'settings_saved',
    'popup_unsaved',
  );
}

async function importSettings(file: File): Promise<void> {
  const read = readSettingsFile(await file.text());
  switch (read.kind) {
    case 'settings':
      await change(read.settings);
      return;
    case 'not-settings':
      say('failed', text('settings_import_not_ours'));
      return;
    case 'bad-keys':
      say('failed', text('settings_import_bad_keys'), read.keys.join(', '));
  }
}

function exportPolicy(choice: PolicyChoice, format: PolicyFormat): void {
  const policy = exportedPolicy(state.settings.values, choice);
  const isForFirefox = format === 'firefox' || target === undefined;
  const file = isForFirefox ? writeFirefoxPolicy(policy) : writePolicy(format, policy, target);
  const { name, content, type, encoding } = file;
  saveText(name, content, type, encoding);
  say('done', text('settings_exported'));
}

const actions: SettingsActions = {
  change: (changed) => void change(changed),
  exportSettings: () =>
    saveText('second-look-settings.json', settingsAsText({ ...DEFAULT_SETTINGS, ...chosen }), 'application/json'),
  importSettings: (file) => void importSettings(file),
  exportEverything: () =>
    void saying(
      async () =>
        saveText('second-look.json', `${JSON.stringify(await readEverything(), null, 2)}\n`, 'application/json'),
      'settings_exported',
      'settings_export_failed',
    ),
  deleteEverything: () => void saying(deleteEverything, 'settings_deleted', 'settings_delete_failed'),
  exportPolicy,
  openShortcuts: () => void openShortcutsPage(),
};

async function start(): Promise<void> {
  await watchSettings(async (own, policy) => {
    chosen = own;
    const settings = effectiveSettings(own, policy);
    await useLanguage(settings.values.language);
    inReadingDirection(document);
    document.title = `${text('popup_settings')} – ${text('name')}`;
    draw({ settings });
  });
  watchPolicy(({ refused }) => draw({ refused }));
  draw({ shortcuts: await readShortcuts() });
  draw({
    sureness: { ...state.sureness, provider: await askProvider(() => ask('page>background/wake-offscreen')) },
  });
}

void start();
