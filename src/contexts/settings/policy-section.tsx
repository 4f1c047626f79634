import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TextKey } from '../../contracts/badge.ts';
import type { ExportedKey, PolicyChoice, PolicyFormat, PolicyLevel } from '../../contracts/policy-export.ts';
import type { Feature, Settings } from '../../contracts/settings.ts';
import { EXPORTED_KEYS, proposedLevels } from '../../core/policy-export/exported-policy.ts';
import { Select } from '../../ui/choice/pick.tsx';
import type { Text } from '../../ui/text.ts';
import type { SectionProps } from './settings-props.ts';

const SETTING_TEXTS: Readonly<Record<ExportedKey, TextKey>> = {
  sensitivity: 'popup_sensitivity',
  level: 'settings_level',
  siteLevels: 'settings_sites',
  budget: 'settings_budget',
  language: 'settings_language',
  audience: 'settings_audience',
  region: 'settings_region',
};
const LEVEL_TEXTS: readonly (readonly [PolicyLevel, TextKey])[] = [
  ['left', 'policy_left'],
  ['default', 'policy_default'],
  ['locked', 'policy_locked'],
];
const FEATURE_TEXTS: readonly (readonly [Feature, TextKey])[] = [
  ['report', 'report_title'],
  ['file-check', 'popup_check_file'],
  ['shortcuts', 'settings_shortcuts'],
  ['first-run', 'first_heading'],
  ['this-is-wrong', 'card_wrong'],
];
/** Names of products, the same in every language. */
const FORMAT_NAMES: Readonly<Record<PolicyFormat, string>> = {
  'admin-console': 'Google Admin console (.json)',
  windows: 'Windows (.reg)',
  macos: 'macOS (.mobileconfig)',
  linux: 'Linux (.json)',
  firefox: 'Firefox (policies.json)',
};

/** The settings as a policy for many devices. Shut until somebody opens it: it is for few. */
export function PolicySection({ state, actions, text }: SectionProps): JSX.Element {
  return (
    <section aria-labelledby="policy">
      <details>
        <summary>
          <h2 id="policy">{text('policy_heading')}</h2>
        </summary>
        <PolicyForm
          // What is proposed follows the settings until they are changed here.
          key={JSON.stringify(state.settings.values)}
          values={state.settings.values}
          formats={state.formats}
          text={text}
          onSave={actions.exportPolicy}
        />
      </details>
    </section>
  );
}

interface PolicyFormProps {
  readonly values: Settings;
  readonly formats: readonly PolicyFormat[];
  readonly text: Text;
  readonly onSave: (choice: PolicyChoice, format: PolicyFormat) => void;
}

function PolicyForm({ values, formats, text, onSave }: PolicyFormProps): JSX.Element {
  const [levels, setLevels] = useState(proposedLevels(values));
  const [featuresOff, setFeaturesOff] = useState(values.featuresOff);
  const [format, setFormat] = useState(formats[0]);
  return (
    <form
      class="policy-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (format !== undefined) onSave({ levels, featuresOff }, format);
      }}
    >
      <p>{text('policy_what')}</p>
      {EXPORTED_KEYS.map((key) => (
        <div class="pick" key={key}>
          <label for={`policy-${key}`}>{text(SETTING_TEXTS[key])}</label>
          <Select
            id={`policy-${key}`}
            chosen={levels[key]}
            options={LEVEL_TEXTS.map(([level, words]) => [level, text(words)] as const)}
            onChoose={(level) => setLevels({ ...levels, [key]: level })}
          />
        </div>
      ))}
      <FeatureChoice off={featuresOff} text={text} onChoose={setFeaturesOff} />
      <div class="pick">
        <label for="policy-format">{text('policy_format')}</label>
        <Select
          id="policy-format"
          chosen={format ?? ''}
          options={formats.map((one) => [one, FORMAT_NAMES[one]] as const)}
          isNamed
          onChoose={setFormat}
        />
      </div>
      <div class="actions">
        <button type="submit" id="export-policy">
          {text('policy_save')}
        </button>
      </div>
    </form>
  );
}

interface FeatureChoiceProps {
  readonly off: readonly Feature[];
  readonly text: Text;
  readonly onChoose: (off: readonly Feature[]) => void;
}

function FeatureChoice({ off, text, onChoose }: FeatureChoiceProps): JSX.Element {
  return (
    <fieldset class="choice">
      <legend>{text('policy_off')}</legend>
      {FEATURE_TEXTS.map(([feature, label]) => (
        <label key={feature}>
          <input
            type="checkbox"
            name="policy-off"
            value={feature}
            checked={off.includes(feature)}
            onChange={({ currentTarget }) =>
              onChoose(currentTarget.checked ? [...off, feature] : off.filter((one) => one !== feature))
            }
          />
          {text(label)}
        </label>
      ))}
    </fieldset>
  );
}
