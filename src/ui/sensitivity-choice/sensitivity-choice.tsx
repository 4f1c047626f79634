import type { JSX } from 'preact';
import type { TextKey } from '../../contracts/badge.ts';
import type { Sensitivity } from '../../contracts/settings.ts';
import type { Text } from '../text.ts';

interface SensitivityChoiceProps {
  readonly chosen: Sensitivity;
  readonly text: Text;
  readonly onChoose: (sensitivity: Sensitivity) => void;
}

const CHOICES = [
  ['quiet', 'popup_sensitivity_quiet'],
  ['standard', 'popup_sensitivity_standard'],
] as const satisfies readonly (readonly [Sensitivity, TextKey])[];

/** What opens its words on the page by itself. The popup lists everything either way. */
export function SensitivityChoice({ chosen, text, onChoose }: SensitivityChoiceProps): JSX.Element {
  return (
    <fieldset class="sensitivity">
      <legend>{text('popup_sensitivity')}</legend>
      {CHOICES.map(([choice, label]) => (
        <label key={choice}>
          <input
            type="radio"
            name="sensitivity"
            value={choice}
            checked={choice === chosen}
            onChange={() => {
              onChoose(choice);
            }}
          />
          {text(label)}
        </label>
      ))}
    </fieldset>
  );
}
