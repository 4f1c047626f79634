import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SectionProps } from './settings-props.ts';

/** Settings as a file, and all that is kept: to take along, or to delete. */
export function KeptSection({ actions, text }: SectionProps): JSX.Element {
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{text('settings_kept')}</h2>
      <p>{text('settings_kept_what')}</p>
      <div class="actions">
        <button type="button" id="export-settings" onClick={actions.exportSettings}>
          {text('settings_export')}
        </button>
        <label class="as-button">
          <input
            id="import-settings"
            type="file"
            accept="application/json,.json"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file !== undefined) actions.importSettings(file);
              // The same file may be chosen again, once it was mended.
              currentTarget.value = '';
            }}
          />
          {text('settings_import')}
        </label>
        <button type="button" id="export-everything" onClick={actions.exportEverything}>
          {text('settings_export_everything')}
        </button>
      </div>
      <DeleteEverything text={text} onDelete={actions.deleteEverything} />
    </section>
  );
}

interface DeleteEverythingProps extends Pick<SectionProps, 'text'> {
  readonly onDelete: () => void;
}

/** Asks once more: what is deleted cannot be had back. */
function DeleteEverything({ text, onDelete }: DeleteEverythingProps): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <div class="actions">
        <button type="button" id="delete-everything" onClick={() => setAsking(true)}>
          {text('settings_delete')}
        </button>
      </div>
    );
  }
  return (
    <div class="notice" role="group" aria-labelledby="delete-question">
      <p id="delete-question">{text('settings_delete_question')}</p>
      <div class="actions">
        <button
          type="button"
          id="delete-yes"
          onClick={() => {
            setAsking(false);
            onDelete();
          }}
        >
          {text('settings_delete_yes')}
        </button>
        <button type="button" id="delete-no" ref={(button) => button?.focus()} onClick={() => setAsking(false)}>
          {text('settings_delete_no')}
        </button>
      </div>
    </div>
  );
}
