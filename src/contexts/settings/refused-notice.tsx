import type { JSX } from 'preact';
import type { SectionProps } from './settings-props.ts';

/** What of a policy means nothing here and was left out, for whoever wrote it. */
export function RefusedNotice({ state, text }: Pick<SectionProps, 'state' | 'text'>): JSX.Element | null {
  if (state.refused.length === 0) return null;
  return (
    <div class="notice" id="refused" role="status">
      <p>{text('policy_refused')}</p>
      <ul>
        {state.refused.map(({ key, given }) => (
          <li key={key} data-refused={key}>
            <code dir="ltr">
              {key}: {given}
            </code>
          </li>
        ))}
      </ul>
    </div>
  );
}
