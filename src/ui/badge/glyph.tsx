import type { JSX } from 'preact';
import type { State } from '../../contracts/verdict.ts';

/** One shape a state, so that colour is never needed to tell them apart. Drawn in a 20 by 20 box. */
const SHAPES: Readonly<Record<State, JSX.Element | null>> = {
  // A dash: nothing was looked at. It shows beside what was declared.
  'not-checked': <path d="M6 10h8" class="line" />,
  // A ring that fills: drawn by `Ring`.
  checking: null,
  // A broken outline around a question.
  'could-not-check': (
    <>
      <circle cx="10" cy="10" r="8" class="line" stroke-dasharray="3.6 2.7" />
      <path d="M7.6 8a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.8" class="line" />
      <circle cx="10" cy="14.4" r="1.1" class="fill" />
    </>
  ),
  // A lens that found nothing: plain outline, deliberately no tick.
  'no-signs': (
    <>
      <circle cx="8.6" cy="8.6" r="5.6" class="line" />
      <path d="M12.8 12.8 17.5 17.5" class="line" />
    </>
  ),
  // Half of it.
  unclear: (
    <>
      <circle cx="10" cy="10" r="8" class="line" />
      <path d="M10 2a8 8 0 0 1 0 16z" class="fill" />
    </>
  ),
  // An outlined triangle.
  'some-signs': (
    <>
      <path d="M10 2.5 18.5 17h-17z" class="line" />
      <path d="M10 7.5v4.5" class="line" />
      <circle cx="10" cy="14.6" r="1.1" class="fill" />
    </>
  ),
  // A solid octagon with the mark cut out.
  'strong-signs': (
    <>
      <path d="M6.5 1h7L19 6.5v7L13.5 19h-7L1 13.5v-7z" class="fill" />
      <path d="M10 5v6" class="cut" />
      <circle cx="10" cy="14.4" r="1.3" class="cut-fill" />
    </>
  ),
};

const RING_LENGTH = 2 * Math.PI * 8;

/** How much of the first frames was looked at, 0 to 1. */
function Ring({ progress }: { readonly progress: number }): JSX.Element {
  return (
    <>
      <circle cx="10" cy="10" r="8" class="track" />
      <circle
        cx="10"
        cy="10"
        r="8"
        class="line arc"
        stroke-dasharray={`${(RING_LENGTH * Math.max(progress, 0.12)).toFixed(2)} ${RING_LENGTH.toFixed(2)}`}
      />
    </>
  );
}

export function Glyph({ state, progress }: { readonly state: State; readonly progress: number }): JSX.Element {
  return (
    <svg class="glyph" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      {state === 'checking' ? <Ring progress={progress} /> : SHAPES[state]}
    </svg>
  );
}
