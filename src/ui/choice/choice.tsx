import type { JSX } from 'preact';
import type { TextKey } from '../../contracts/badge.ts';
import type { Text } from '../text.ts';

interface ChoiceProps<Value extends string> {
  /** Also the name of its radio buttons. */
  readonly name: string;
  readonly legend: TextKey;
  readonly options: readonly (readonly [Value, TextKey])[];
  readonly chosen: Value;
  /** A policy decides. */
  readonly isLocked: boolean;
  readonly text: Text;
  readonly onChoose: (value: Value) => void;
}

/** One of a few values: radio buttons beneath each other. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): JSX.Element {
  const { name, legend, options, chosen, isLocked, text, onChoose } = props;
  return (
    <fieldset class="choice" disabled={isLocked} data-setting={name}>
      <legend>{text(legend)}</legend>
      {options.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => {
              onChoose(value);
            }}
          />
          {text(label)}
        </label>
      ))}
      {isLocked && <p class="traits">{text('locked_by_policy')}</p>}
    </fieldset>
  );
}
