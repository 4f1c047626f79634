import type { JSX } from 'preact';
import { Example } from '../../ui/first-run/example.tsx';
import type { Text } from '../../ui/text.ts';

export interface FirstRunProps {
  readonly text: Text;
  /** Undefined where the browser does not tell. */
  readonly isPinned: boolean | undefined;
  readonly settingsAddress: string;
  readonly tipsAddress: string;
}

/** What it does, what it cannot do, what leaves the device, and what the marks look like. */
export function FirstRunPage({ text, isPinned, settingsAddress, tipsAddress }: FirstRunProps): JSX.Element {
  return (
    <main>
      <h1>{text('first_heading')}</h1>
      <p class="lead">{text('first_lead')}</p>
      <section>
        <h2>{text('first_example')}</h2>
        <p>{text('first_example_what')}</p>
        <Example text={text} />
      </section>
      <div class="facts-of-it">
        <section>
          <h2>{text('first_does')}</h2>
          <p>{text('first_does_what')}</p>
        </section>
        <section>
          <h2>{text('first_cannot')}</h2>
          <p>{text('first_cannot_what')}</p>
        </section>
        <section>
          <h2>{text('first_leaves')}</h2>
          <p>{text('first_leaves_what')}</p>
        </section>
      </div>
      {isPinned === false && <p class="notice">{text('first_pin')}</p>}
      <nav aria-label={text('popup_more')}>
        <a href={settingsAddress}>{text('popup_settings')}</a>
        <a href={tipsAddress}>{text('popup_tips')}</a>
      </nav>
    </main>
  );
}
