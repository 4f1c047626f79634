import type { JSX } from 'preact';
import { CheckingSection } from './checking-section.tsx';
import { DetectorsSection } from './detectors-section.tsx';
import { KeptSection } from './kept-section.tsx';
import { PersonSection } from './person-section.tsx';
import { PolicySection } from './policy-section.tsx';
import { RefusedNotice } from './refused-notice.tsx';
import { ShortcutsSection } from './shortcuts-section.tsx';
import type { SectionProps } from './settings-props.ts';
import { SitesSection } from './sites-section.tsx';

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
      <RefusedNotice state={state} text={text} />
      <CheckingSection {...section} />
      <SitesSection {...section} typedHost={typedHost} />
      <PersonSection {...section} language={language} />
      <KeptSection {...section} />
      <DetectorsSection {...section} checkFileAddress={checkFileAddress} />
      <ShortcutsSection {...section} />
      <PolicySection {...section} />
    </main>
  );
}
