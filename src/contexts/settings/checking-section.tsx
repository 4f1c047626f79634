import type { JSX } from 'preact';
import type { TextKey } from '../../contracts/badge.ts';
import type { BudgetChoice, Sensitivity } from '../../contracts/settings.ts';
import { Choice } from '../../ui/choice/choice.tsx';
import { LEVEL_TEXTS } from '../../ui/level-choice/level-choice.tsx';
import type { SectionProps } from './settings-props.ts';

const SENSITIVITIES = [
  ['quiet', 'popup_sensitivity_quiet'],
  ['standard', 'popup_sensitivity_standard'],
  ['on-request', 'popup_sensitivity_on_request'],
] as const satisfies readonly (readonly [Sensitivity, TextKey])[];

const BUDGETS = [
  ['saving', 'settings_budget_saving'],
  ['standard', 'settings_budget_standard'],
  ['generous', 'settings_budget_generous'],
] as const satisfies readonly (readonly [BudgetChoice, TextKey])[];

/** What is looked at, how hard, and what speaks up. */
export function CheckingSection({ state, actions, text }: SectionProps): JSX.Element {
  const { values, locked } = state.settings;
  return (
    <section aria-labelledby="checking">
      <h2 id="checking">{text('settings_checking')}</h2>
      <Choice
        name="sensitivity"
        legend="popup_sensitivity"
        options={SENSITIVITIES}
        chosen={values.sensitivity}
        isLocked={locked.includes('sensitivity')}
        text={text}
        onChoose={(sensitivity) => {
          actions.change({ sensitivity });
        }}
      />
      <Choice
        name="level"
        legend="settings_level"
        options={LEVEL_TEXTS}
        chosen={values.level}
        isLocked={locked.includes('level')}
        text={text}
        onChoose={(level) => {
          actions.change({ level });
        }}
      />
      <Choice
        name="budget"
        legend="settings_budget"
        options={BUDGETS}
        chosen={values.budget}
        isLocked={locked.includes('budget')}
        text={text}
        onChoose={(budget) => {
          actions.change({ budget });
        }}
      />
    </section>
  );
}
