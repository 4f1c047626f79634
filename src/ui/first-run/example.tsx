import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { badgeView } from '../../core/show/badge-view.ts';
import { EXAMPLE_VERDICTS } from '../../core/show/example-verdicts.ts';
import { Glyph } from '../badge/glyph.tsx';
import type { Text } from '../text.ts';

/** A drawn player with the marks that badges have, one after the other, each with what it means. No video, no check. */
export function Example({ text }: { readonly text: Text }): JSX.Element {
  const [at, setAt] = useState(0);
  const verdict = EXAMPLE_VERDICTS[at] ?? EXAMPLE_VERDICTS[0];
  if (verdict === undefined) return <></>;
  const view = badgeView(verdict, 'standard');
  return (
    <div class="example">
      <div class="player" aria-hidden="true">
        <svg viewBox="0 0 160 90" class="drawing">
          <circle cx="80" cy="38" r="17" />
          <path d="M46 90c0-22 14-34 34-34s34 12 34 34z" />
        </svg>
        <span class={`mark ${view.state}`}>
          <Glyph state={view.state} progress={0.5} />
          {text(view.word)}
        </span>
      </div>
      <div class="meaning" role="status">
        <p class="word">{text(view.word)}</p>
        <p>{text(view.meaning)}</p>
        {view.because !== undefined && <p>{text(view.because)}</p>}
      </div>
      <p class="step">
        <button type="button" id="next-example" onClick={() => setAt((at + 1) % EXAMPLE_VERDICTS.length)}>
          {text('first_next')}
        </button>
        <span class="traits">{text('first_step', [at + 1, EXAMPLE_VERDICTS.length])}</span>
      </p>
    </div>
  );
}
