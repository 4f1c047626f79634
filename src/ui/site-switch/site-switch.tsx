import type { JSX } from 'preact';
import type { Text } from '../text.ts';

interface SiteSwitchProps {
  readonly host: string;
  readonly isChecked: boolean;
  /** A policy decides. */
  readonly isLocked: boolean;
  readonly text: Text;
  readonly onSwitch: (isChecked: boolean) => void;
}

/** "Check videos on this site": a real checkbox drawn as a switch. */
export function SiteSwitch({ host, isChecked, isLocked, text, onSwitch }: SiteSwitchProps): JSX.Element {
  return (
    <label class="site-switch">
      <span>
        {text('popup_site_switch')}
        <bdi class="traits">{host}</bdi>
      </span>
      <input
        id="site-switch"
        type="checkbox"
        role="switch"
        checked={isChecked}
        disabled={isLocked}
        onChange={(event) => {
          onSwitch(event.currentTarget.checked);
        }}
      />
    </label>
  );
}
