import type { JSX } from 'preact';
import type { TextKey } from '../../contracts/badge.ts';
import type { EffectiveSettings, Settings } from '../../contracts/settings.ts';
import type { SightingReport } from '../../contracts/sighting.ts';
import { isSiteLocked, siteLevel } from '../../core/settings/site-level.ts';
import { SensitivityChoice } from '../../ui/sensitivity-choice/sensitivity-choice.tsx';
import { SiteSwitch } from '../../ui/site-switch/site-switch.tsx';
import type { Text } from '../../ui/text.ts';
import { Tips } from '../../ui/tips/tips.tsx';
import { VerdictList } from '../../ui/verdict-list/verdict-list.tsx';

/** What the popup knows. */
export interface PopupState {
  readonly settings: EffectiveSettings;
  /** Host name of the tab's page; undefined where extensions may not look. */
  readonly host: string | undefined;
  /** Undefined until the tab's documents had time to answer; `no-answer` when none of them runs our script. */
  readonly sightings: readonly SightingReport[] | 'no-answer' | undefined;
  /** A choice could not be stored. */
  readonly isUnsaved: boolean;
}

/** What a person can do in the popup. */
export interface PopupActions {
  readonly switchSite: (isChecked: boolean) => void;
  readonly chooseSensitivity: (sensitivity: Settings['sensitivity']) => void;
  readonly checkLive: () => void;
}

interface PopupProps {
  readonly state: PopupState;
  readonly actions: PopupActions;
  readonly text: Text;
  readonly checkFileAddress: string;
}

export function Popup({ state, actions, text, checkFileAddress }: PopupProps): JSX.Element {
  const { host, settings } = state;
  return (
    <>
      <header>
        <h1>{text('name')}</h1>
        <p class="traits">{text('popup_on_device')}</p>
      </header>
      <main>
        {host !== undefined && (
          <SiteSwitch
            host={host}
            isChecked={siteLevel(settings.values, host) !== 'off'}
            isLocked={isSiteLocked(settings, host)}
            text={text}
            onSwitch={actions.switchSite}
          />
        )}
        <h2>{text('popup_videos')}</h2>
        <Videos state={state} actions={actions} text={text} />
        <p class="how-sure">{text('popup_how_sure')}</p>
        <SensitivityChoice chosen={settings.values.sensitivity} text={text} onChoose={actions.chooseSensitivity} />
        {state.isUnsaved && (
          <p role="alert" class="notice">
            {text('popup_unsaved')}
          </p>
        )}
        <p>
          <a id="check-file" href={checkFileAddress} target="_blank" rel="noopener">
            {text('popup_check_file')}
          </a>
        </p>
        <Tips text={text} />
      </main>
    </>
  );
}

/** Why there is no list, or the list. Each empty state says something else: no videos is not "could not look". */
function Videos({ state, actions, text }: Pick<PopupProps, 'state' | 'actions' | 'text'>): JSX.Element {
  const { host, settings, sightings } = state;
  if (host === undefined) return <Notice kind="unsupported" text={text} />;
  if (sightings === undefined) return <Notice kind="looking" text={text} />;
  if (sightings === 'no-answer') return <Notice kind="no-answer" text={text} />;
  const isOff = siteLevel(settings.values, host) === 'off';
  return (
    <>
      {isOff && <Notice kind="site-off" text={text} />}
      {!isOff && sightings.length === 0 && <Notice kind="no-videos" text={text} />}
      <VerdictList sightings={sightings} text={text} onCheckLive={actions.checkLive} />
    </>
  );
}

const NOTICES = {
  unsupported: 'popup_unsupported',
  looking: 'popup_looking',
  'no-answer': 'popup_no_answer',
  'site-off': 'popup_site_off',
  'no-videos': 'popup_no_videos',
} as const satisfies Record<string, TextKey>;

function Notice({ kind, text }: { readonly kind: keyof typeof NOTICES; readonly text: Text }): JSX.Element {
  return (
    <p class="notice" role="status" data-notice={kind}>
      {text(NOTICES[kind])}
    </p>
  );
}
