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
      <Select id={name} options={options} chosen={chosen} isDisabled={isLocked} onChoose={onChoose} />
      {isLocked && <p class="traits">{text('locked_by_policy')}</p>}
    </div>
  );
}

interface SelectProps<Value extends string> {
  readonly id: string;
  /** Value and words, in the order in which they are listed. */
  readonly options: readonly (readonly [Value, string])[];
  readonly chosen: string;
  readonly isDisabled?: boolean;
  /** The words are names, which are not translated. */
  readonly isNamed?: boolean;
  readonly onChoose: (value: Value) => void;
}

/** The list alone, for whoever puts a label before it. */
export function Select<Value extends string>(props: SelectProps<Value>): JSX.Element {
  const { id, options, chosen, isDisabled = false, isNamed = false, onChoose } = props;
  return (
    <select
      id={id}
      value={chosen}
      disabled={isDisabled}
      translate={!isNamed}
      onChange={({ currentTarget }) => {
        const option = options.find(([value]) => value === currentTarget.value);
        if (option !== undefined) onChoose(option[0]);
      }}
    >
      {options.map(([value, words]) => (
        <option key={value} value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  );
}
