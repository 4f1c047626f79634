import type { JSX } from 'preact';
import type { TextKey } from '../../contracts/badge.ts';
import type { DayCounts } from '../../contracts/day-counts.ts';
import type { Pixels } from '../../contracts/frame.ts';
import type { EffectiveSettings, SiteLevel } from '../../contracts/settings.ts';
import type { SightingId, SightingReport } from '../../contracts/sighting.ts';
import { isSiteLocked, siteLevel } from '../../core/settings/site-level.ts';
import { DayLine } from '../../ui/day-line/day-line.tsx';
import { HowSure, type Sureness } from '../../ui/how-sure/how-sure.tsx';
import { LevelChoice } from '../../ui/level-choice/level-choice.tsx';
import type { Text } from '../../ui/text.ts';
import { VerdictList } from '../../ui/verdict-list/verdict-list.tsx';

/** What the popup knows. */
export interface PopupState {
  readonly settings: EffectiveSettings;
  /** Host name of the tab's page; undefined where extensions may not look. */
  readonly host: string | undefined;
  /** Undefined until the tab's documents had time to answer; `no-answer` when none of them runs our script. */
  readonly sightings: readonly SightingReport[] | 'no-answer' | undefined;
  readonly thumbnails: ReadonlyMap<SightingId, Pixels>;
  /** Undefined until it was read. */
  readonly day: DayCounts | undefined;
  /** Undefined until somebody wants to know. */
  readonly sureness: Sureness | undefined;
  /** A choice could not be stored. */
  readonly isUnsaved: boolean;
}

/** What a person can do in the popup. */
export interface PopupActions {
  readonly chooseLevel: (level: SiteLevel) => void;
  readonly checkPage: () => void;
  readonly checkLive: () => void;
  readonly show: (id: SightingId) => void;
  readonly wantThumbnail: (id: SightingId) => void;
  readonly wantSureness: () => void;
}

/** Where the other pages of ours are. */
export interface PopupLinks {
  readonly settings: string;
  readonly tips: string;
  /** Undefined where that is switched off. */
  readonly checkFile: string | undefined;
  readonly report: ((id: SightingId) => string) | undefined;
}

interface PopupProps {
  readonly state: PopupState;
  readonly actions: PopupActions;
  readonly links: PopupLinks;
  readonly text: Text;
}

export function Popup(props: PopupProps): JSX.Element {
  const { state, actions, text } = props;
  const { host, settings } = state;
  return (
    <>
      <header>
        <h1>{text('name')}</h1>
        <p class="traits">{text('popup_on_device')}</p>
      </header>
      <main>
        {host !== undefined && (
          <LevelChoice
            host={host}
            chosen={siteLevel(settings.values, host)}
            isLocked={isSiteLocked(settings, host)}
            text={text}
            onChoose={actions.chooseLevel}
          />
        )}
        {state.isUnsaved && (
          <p role="alert" class="notice">
            {text('popup_unsaved')}
          </p>
        )}
        <section aria-labelledby="videos">
          <div class="heading-line">
            <h2 id="videos">{text('popup_videos')}</h2>
            {Array.isArray(state.sightings) && state.sightings.length > 0 && (
              <button type="button" id="check-page" onClick={actions.checkPage}>
                {text('popup_check_page')}
              </button>
            )}
          </div>
          <Videos {...props} />
        </section>
        {state.day !== undefined && <DayLine counts={state.day} text={text} />}
        <details
          class="sure"
          onToggle={({ currentTarget }) => {
            if (currentTarget.open) actions.wantSureness();
          }}
        >
          <summary>{text('sure_heading')}</summary>
          {state.sureness !== undefined && <HowSure sureness={state.sureness} text={text} />}
        </details>
      </main>
      <Links {...props} />
    </>
  );
}

/** Why there is no list, or the list. Each empty state says something else: no videos is not "could not look". */
function Videos({ state, actions, links, text }: PopupProps): JSX.Element {
  const { host, settings, sightings, thumbnails } = state;
  if (host === undefined) return <Notice kind="unsupported" text={text} />;
  if (sightings === undefined) return <Notice kind="looking" text={text} />;
  if (sightings === 'no-answer') return <Notice kind="no-answer" text={text} />;
  const isOff = siteLevel(settings.values, host) === 'off';
  return (
    <>
      {isOff && <Notice kind="site-off" text={text} />}
      {!isOff && sightings.length === 0 && <Notice kind="no-videos" text={text} />}
      <VerdictList
        sightings={sightings}
        ports={{
          text,
          thumbnails,
          onThumbnailWanted: actions.wantThumbnail,
          onShow: actions.show,
          reportAddress: links.report,
        }}
        onCheckLive={actions.checkLive}
      />
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

function Links({ links, text }: Pick<PopupProps, 'links' | 'text'>): JSX.Element {
  const all = [
    ['tips', 'popup_tips', links.tips],
    ['check-file', 'popup_check_file', links.checkFile],
    ['settings', 'popup_settings', links.settings],
  ] as const satisfies readonly (readonly [string, TextKey, string | undefined])[];
  return (
    <nav aria-label={text('popup_more')}>
      {all.map(([id, label, address]) =>
        address === undefined ? null : (
          <a key={id} id={id} href={address} target="_blank" rel="noopener">
            {text(label)}
          </a>
        ),
      )}
    </nav>
  );
}
