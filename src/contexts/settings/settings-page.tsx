import type { JSX } from 'preact';
import type { EffectiveSettings, Settings } from '../../contracts/settings.ts';
import type { Sureness } from '../../ui/how-sure/how-sure.tsx';
import type { Text } from '../../ui/text.ts';
import { CheckingSection } from './checking-section.tsx';
import { DetectorsSection, type DetectorFigures } from './detectors-section.tsx';
import { KeptSection, type KeptActions } from './kept-section.tsx';
import { PersonSection } from './person-section.tsx';
import { ShortcutsSection, type ShortcutRow } from './shortcuts-section.tsx';
import { SitesSection } from './sites-section.tsx';

/** What the page says after something was done; the words are put together where that is. */
export interface Said {
  readonly kind: 'done' | 'failed';
  readonly words: readonly string[];
}

/** What the page knows. */
export interface SettingsState {
  readonly settings: EffectiveSettings;
  readonly shortcuts: readonly ShortcutRow[];
  readonly sureness: Sureness;
  readonly figures: readonly DetectorFigures[];
  readonly said: Said | undefined;
}

/** What a person can do on it. */
export interface SettingsActions extends KeptActions {
  readonly change: (change: Partial<Settings>) => void;
  readonly openShortcuts: () => void;
}

/** What every section gets. */
export interface SectionProps {
  readonly state: SettingsState;
  readonly actions: SettingsActions;
  readonly text: Text;
}

interface SettingsPageProps extends SectionProps {
  /** Language of the texts, BCP 47. */
  readonly language: string;
  readonly checkFileAddress: string;
  readonly typedHost: (typed: string) => string | undefined;
}

export function SettingsPage(props: SettingsPageProps): JSX.Element {
  const { state, actions, text, language, checkFileAddress, typedHost } = props;
  const section = { state, actions, text };
  const { said } = state;
  return (
    <main>
      <h1>{text('popup_settings')}</h1>
      <p class="traits">{text('popup_on_device')}</p>
      <div role="status" class={said === undefined ? 'said' : `said ${said.kind}`}>
        {said?.words.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <CheckingSection {...section} />
      <SitesSection {...section} typedHost={typedHost} />
      <PersonSection {...section} language={language} />
      <KeptSection {...section} />
      <DetectorsSection {...section} checkFileAddress={checkFileAddress} />
      <ShortcutsSection {...section} />
    </main>
  );
}
