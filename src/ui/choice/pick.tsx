import type { JSX } from 'preact';
import type { TextKey } from '../../contracts/badge.ts';
import type { Text } from '../text.ts';

interface PickProps {
  readonly name: string;
  readonly label: TextKey;
  /** Value and words, in the order in which they are listed. */
  readonly options: readonly (readonly [string, string])[];
  readonly chosen: string;
  /** A policy decides. */
  readonly isLocked: boolean;
  readonly text: Text;
  readonly onChoose: (value: string) => void;
}

/** One of many values. */
export function Pick({ name, label, options, chosen, isLocked, text, onChoose }: PickProps): JSX.Element {
  return (
    <div class="pick" data-setting={name}>
      <label for={name}>{text(label)}</label>
      <select
        id={name}
        value={chosen}
        disabled={isLocked}
        onChange={({ currentTarget }) => {
          onChoose(currentTarget.value);
        }}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
      {isLocked && <p class="traits">{text('locked_by_policy')}</p>}
    </div>
  );
}
