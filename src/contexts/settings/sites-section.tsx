import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Settings, SiteLevel } from '../../contracts/settings.ts';
import { isSiteLocked } from '../../core/settings/site-level.ts';
import { LEVEL_TEXTS } from '../../ui/level-choice/level-choice.tsx';
import type { SectionProps } from './settings-props.ts';

interface SitesSectionProps extends SectionProps {
  readonly typedHost: (typed: string) => string | undefined;
}

/** Levels of single sites. Those that a policy names are shown, and cannot be changed. */
export function SitesSection({ state, actions, text, typedHost }: SitesSectionProps): JSX.Element {
  const { settings } = state;
  const sites = Object.entries(settings.values.siteLevels).sort(([a], [b]) => a.localeCompare(b));
  const isAllLocked = settings.locked.includes('siteLevels');
  const own = (): Settings['siteLevels'] => Object.fromEntries(sites.filter(([host]) => !isSiteLocked(settings, host)));
  const without = (host: string): Settings['siteLevels'] =>
    Object.fromEntries(Object.entries(own()).filter(([site]) => site !== host));
  return (
    <section aria-labelledby="sites">
      <h2 id="sites">{text('settings_sites')}</h2>
      <p>{text('settings_sites_what')}</p>
      {sites.length > 0 && (
        <ul class="sites">
          {sites.map(([host, level]) => (
            <Site
              key={host}
              host={host}
              level={level}
              isLocked={isSiteLocked(settings, host)}
              text={text}
              onChoose={(chosen) => {
                actions.change({ siteLevels: { ...own(), [host]: chosen } });
              }}
              onRemove={() => {
                actions.change({ siteLevels: without(host) });
              }}
            />
          ))}
        </ul>
      )}
      {isAllLocked ? (
        <p class="traits">{text('locked_by_policy')}</p>
      ) : (
        <AddSite
          text={text}
          typedHost={typedHost}
          onAdd={(host) => {
            actions.change({ siteLevels: { ...own(), [host]: 'off' } });
          }}
        />
      )}
    </section>
  );
}

interface SiteProps extends Pick<SectionProps, 'text'> {
  readonly host: string;
  readonly level: SiteLevel;
  readonly isLocked: boolean;
  readonly onChoose: (level: SiteLevel) => void;
  readonly onRemove: () => void;
}

function Site({ host, level, isLocked, text, onChoose, onRemove }: SiteProps): JSX.Element {
  return (
    <li data-site={host}>
      <bdi>{host}</bdi>
      <select
        aria-label={text('popup_level', [host])}
        value={level}
        disabled={isLocked}
        onChange={({ currentTarget }) => {
          const chosen = LEVEL_TEXTS.find(([one]) => one === currentTarget.value);
          if (chosen !== undefined) onChoose(chosen[0]);
        }}
      >
        {LEVEL_TEXTS.map(([value, label]) => (
          <option key={value} value={value} selected={value === level}>
            {text(label)}
          </option>
        ))}
      </select>
      {isLocked ? (
        <p class="traits">{text('locked_by_policy')}</p>
      ) : (
        <button type="button" aria-label={text('settings_site_remove', [host])} onClick={onRemove}>
          {text('settings_remove')}
        </button>
      )}
    </li>
  );
}

interface AddSiteProps extends Pick<SitesSectionProps, 'text' | 'typedHost'> {
  readonly onAdd: (host: string) => void;
}

function AddSite({ text, typedHost, onAdd }: AddSiteProps): JSX.Element {
  const [typed, setTyped] = useState('');
  const [isRefused, setRefused] = useState(false);
  return (
    <form
      class="add-site"
      onSubmit={(event) => {
        event.preventDefault();
        const host = typedHost(typed);
        setRefused(host === undefined);
        if (host === undefined) return;
        onAdd(host);
        setTyped('');
      }}
    >
      <label for="add-site">{text('settings_site_add')}</label>
      <div>
        <input
          id="add-site"
          type="text"
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          placeholder="www.example.com"
          value={typed}
          aria-invalid={isRefused}
          aria-describedby={isRefused ? 'add-site-refused' : undefined}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
          }}
        />
        <button type="submit">{text('settings_add')}</button>
      </div>
      {isRefused && (
        <p id="add-site-refused" role="alert">
          {text('settings_site_refused')}
        </p>
      )}
    </form>
  );
}
