import type { JSX } from 'preact';
import type { Sensitivity } from '../../contracts/settings.ts';
import type { Text } from '../text.ts';

interface SensitivityChoiceProps {
  readonly chosen: Sensitivity;
  readonly text: Text;
  readonly onChoose: (sensitivity: Sensitivity) => void;
}

const CHOICES: readonly Sensitivity[] = ['quiet', 'standard'];

/** What opens its words on the page by itself. The popup lists everything either way. */
export function SensitivityChoice({ chosen, text, onChoose }: SensitivityChoiceProps): JSX.Element {
  return (
    <fieldset class="sensitivity">
      <legend>{text('popup_sensitivity')}</legend>
      {CHOICES.map((choice) => (
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
          {text(`popup_sensitivity_${choice}`)}
        </label>
      ))}
    </fieldset>
  );
}
