// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, describe, expect, it } from 'vitest';
import { CheckingSection } from '../../../src/contexts/settings/checking-section.tsx';
import { PersonSection } from '../../../src/contexts/settings/person-section.tsx';
import type { SettingsActions, SettingsState } from '../../../src/contexts/settings/settings-props.ts';
import { SitesSection } from '../../../src/contexts/settings/sites-section.tsx';
import type { Settings } from '../../../src/contracts/settings.ts';
import { effectiveSettings } from '../../../src/core/settings/effective-settings.ts';
import { isSiteLocked } from '../../../src/core/settings/site-level.ts';
import { LevelChoice } from '../../../src/ui/level-choice/level-choice.tsx';

const POLICY = {
  settings: { sensitivity: 'standard', language: 'de', siteLevels: { 'video.example': 'off' } },
  unlocked: [],
} as const;
const settings = effectiveSettings({ siteLevels: { 'own.example': 'off' } }, POLICY);
const state: SettingsState = {
  settings,
  refused: [],
  shortcuts: [],
  formats: [],
  sureness: undefined as unknown as SettingsState['sureness'],
  figures: [],
  said: undefined,
};
const changes: Partial<Settings>[] = [];
const actions = { change: (change: Partial<Settings>) => changes.push(change) } as unknown as SettingsActions;
const text = (key: string): string => key;

const find = (selector: string): HTMLElement => {
  const found = document.body.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`nothing matches ${selector}`);
  return found;
};

describe('what a policy decided', () => {
  beforeEach(() => {
    changes.length = 0;
    const section = { state, actions, text };
    render(
      <>
        <CheckingSection {...section} />
        <PersonSection {...section} language="en" />
        <SitesSection {...section} typedHost={(typed) => typed} />
        <LevelChoice
          host="video.example"
          chosen="off"
          isLocked={isSiteLocked(settings, 'video.example')}
          text={text}
          onChoose={(level) => actions.change({ level })}
        />
      </>,
      document.body,
    );
  });

  it.each([
    ['a few values', '[data-setting="sensitivity"]', '[value="standard"]'],
    ['one of many values', '[data-setting="language"]', 'option[value="de"]'],
    ['the level of a site', '[data-site="video.example"]', 'option[value="off"]'],
  ])('%s: shown as it is, cannot be changed, and says why', (_what, setting, chosen) => {
    const drawn = find(setting);
    const control = drawn.matches('fieldset') ? drawn : find(`${setting} select`);
    expect(control.hasAttribute('disabled')).toBe(true);
    const value = find(`${setting} ${chosen}`) as HTMLInputElement & HTMLOptionElement;
    expect(value.checked || value.selected).toBe(true);
    expect(drawn.textContent).toContain('locked_by_policy');
    expect(drawn.querySelector('button')).toBeNull();
  });

  it('the site’s level in the popup too', () => {
    const drawn = find('.level-choice') as HTMLFieldSetElement;
    expect(drawn.disabled || [...drawn.querySelectorAll('input')].every(({ disabled }) => disabled)).toBe(true);
    expect(drawn.textContent).toContain('locked_by_policy');
  });

  it('leaves the rest to the person', () => {
    find('[data-setting="budget"] [value="saving"]').click();
    find('[data-site="own.example"] button').click();
    expect(changes).toEqual([{ budget: 'saving' }, { siteLevels: {} }]);
    expect(find('[data-setting="budget"]').textContent).not.toContain('locked_by_policy');
  });
});
