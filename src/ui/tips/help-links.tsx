import type { JSX } from 'preact';
import type { HelpLink } from '../../contracts/advice.ts';
import type { Text } from '../text.ts';

interface HelpLinksProps {
  readonly links: readonly HelpLink[];
  readonly text: Text;
}

/** Pages of others, each with why it may be of use. Opened only by a click, and not told where the reader came from. */
export function HelpLinks({ links, text }: HelpLinksProps): JSX.Element {
  return (
    <ul class="help-links">
      {links.map(({ id, title, why, url, isOnlyEnglish }) => (
        <li key={id} data-resource={id}>
          <a href={url} hreflang={isOnlyEnglish ? 'en' : undefined} target="_blank" rel="noreferrer noopener">
            {title}
          </a>
          <span class="why">{typeof why === 'string' ? text(why) : why.words}</span>
          {isOnlyEnglish && <span class="traits">{text('help_in_english')}</span>}
        </li>
      ))}
    </ul>
  );
}
