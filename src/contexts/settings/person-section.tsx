import type { JSX } from 'preact';
import type { TextKey } from '../../contracts/badge.ts';
import type { Audience } from '../../contracts/settings.ts';
import { BUNDLED_LANGUAGES } from '../../contracts/texts.ts';
import { countries, ownLanguageName } from '../../platform/own-names.ts';
import { Choice } from '../../ui/choice/choice.tsx';
import { Pick } from '../../ui/choice/pick.tsx';
import type { SectionProps } from './settings-props.ts';

const AUDIENCES = [
  ['adult', 'settings_audience_adult'],
  ['minor', 'settings_audience_minor'],
  ['teacher', 'settings_audience_teacher'],
] as const satisfies readonly (readonly [Audience, TextKey])[];

/** In which language, and for whom and where help is meant. */
export function PersonSection(props: SectionProps & { readonly language: string }): JSX.Element {
  const { state, actions, text, language } = props;
  const { values, locked } = state.settings;
  const languages = BUNDLED_LANGUAGES.map((one) => [one, ownLanguageName(one)] as const);
  return (
    <section aria-labelledby="person">
      <h2 id="person">{text('settings_person')}</h2>
      <Pick
        name="language"
        label="settings_language"
        options={[['browser', text('settings_language_browser')], ...languages]}
        chosen={values.language}
        isLocked={locked.includes('language')}
        text={text}
        onChoose={(chosen) => {
          actions.change({ language: chosen });
        }}
      />
      <Choice
        name="audience"
        legend="settings_audience"
        options={AUDIENCES}
        chosen={values.audience}
        isLocked={locked.includes('audience')}
        text={text}
        onChoose={(audience) => {
          actions.change({ audience });
        }}
      />
      <Pick
        name="region"
        label="settings_region"
        options={[['browser', text('settings_region_browser')], ...countries(language)]}
        chosen={values.region}
        isLocked={locked.includes('region')}
        text={text}
        onChoose={(region) => {
          actions.change({ region });
        }}
      />
    </section>
  );
}
