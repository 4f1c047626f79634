import type { JSX } from 'preact';
import type { SectionProps } from './settings-props.ts';

/** The shortcuts; only the browser's own page can change them. Nothing where they are switched off. */
export function ShortcutsSection({ state, actions, text }: SectionProps): JSX.Element | null {
  const { shortcuts, settings } = state;
  if (shortcuts.length === 0 || settings.values.featuresOff.includes('shortcuts')) return null;
  return (
    <section aria-labelledby="shortcuts">
      <h2 id="shortcuts">{text('settings_shortcuts')}</h2>
      <dl class="shortcuts">
        {shortcuts.map(({ name, keys }) => (
          <div key={name} data-shortcut={name}>
            <dt>{text(`command_${name.replaceAll('-', '_')}`)}</dt>
            <dd>{keys === '' ? text('settings_shortcut_none') : <kbd>{keys}</kbd>}</dd>
          </div>
        ))}
      </dl>
      <div class="actions">
        <button type="button" id="change-shortcuts" onClick={actions.openShortcuts}>
          {text('settings_shortcuts_change')}
        </button>
      </div>
    </section>
  );
}
