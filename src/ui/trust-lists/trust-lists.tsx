import type { JSX } from 'preact';
import type { Text } from '../text.ts';

interface TrustListsProps {
  /** The first comes with the extension and stays. */
  readonly names: readonly string[];
  readonly isRefused: boolean;
  readonly text: Text;
  readonly onAdd: (file: File) => void;
  readonly onRemove: (name: string) => void;
}

/** Whose signatures count as known: the lists by name, and a place to add one. */
export function TrustLists({ names, isRefused, text, onAdd, onRemove }: TrustListsProps): JSX.Element {
  return (
    <section class="trust-lists" aria-labelledby="trust-lists">
      <h2 id="trust-lists">{text('trust_heading')}</h2>
      <p>{text('trust_what')}</p>
      <ul>
        {names.map((name, index) => (
          <li key={name} data-list={name}>
            <bdi>{name}</bdi>{' '}
            {index > 0 && (
              <button type="button" onClick={() => onRemove(name)}>
                {text('trust_remove', [name])}
              </button>
            )}
          </li>
        ))}
      </ul>
      <label>
        {text('trust_add')}{' '}
        <input
          id="trust-list"
          type="file"
          accept=".pem,.crt,.cer,application/x-pem-file"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) onAdd(file);
            // The same file may be chosen again.
            event.currentTarget.value = '';
          }}
        />
      </label>
      {isRefused && (
        <p class="notice" role="alert">
          {text('trust_refused')}
        </p>
      )}
    </section>
  );
}
