import type { JSX } from 'preact';
import type { TextKey } from '../../contracts/badge.ts';
import type { SiteLevel } from '../../contracts/settings.ts';
import type { Text } from '../text.ts';

/** Most first. */
export const LEVEL_TEXTS = [
  ['full', 'level_full'],
  ['facts-only', 'level_facts_only'],
  ['off', 'level_off'],
] as const satisfies readonly (readonly [SiteLevel, TextKey])[];

/** A name that keeps its own direction among words of another. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

interface LevelChoiceProps {
  readonly host: string;
  readonly chosen: SiteLevel;
  /** A policy decides. */
  readonly isLocked: boolean;
  readonly text: Text;
  readonly onChoose: (level: SiteLevel) => void;
}

/** How much is done on a site: radio buttons drawn side by side. */
export function LevelChoice({ host, chosen, isLocked, text, onChoose }: LevelChoiceProps): JSX.Element {
  return (
    <fieldset class="level-choice" disabled={isLocked}>
      <legend>{text('popup_level', [isolated(host)])}</legend>
      <div class="segments">
        {LEVEL_TEXTS.map(([level, label]) => (
          <label key={level}>
            <input
              type="radio"
              name="level"
              value={level}
              checked={level === chosen}
              onChange={() => {
                onChoose(level);
              }}
            />
            <span>{text(label)}</span>
          </label>
        ))}
      </div>
      {isLocked && <p class="traits">{text('locked_by_policy')}</p>}
    </fieldset>
  );
}
