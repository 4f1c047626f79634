import type { ComponentChildren, JSX } from 'preact';
import type { State } from '../../contracts/verdict.ts';

/** One shape a state, told apart without colour: the more there is to see, the more ink. Decorative: the word stands beside it. */
const SHAPES: Record<State, ComponentChildren> = {
  'strong-signs': (
    <>
      <path d="M8 1 15.2 14.4H.8Z" fill="currentColor" stroke="none" />
      <path d="M8 5.6v4.2M8 11.4v1.2" class="cut" />
    </>
  ),
  'some-signs': <path d="M8 2 14.4 13.8H1.6ZM8 6.2v3.6M8 11.2v1" />,
  unclear: <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM5 8.6c1-1.6 2-1.6 3 0s2 1.6 3 0" />,
  'no-signs': <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z" />,
  'could-not-check': <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM3.8 12.2l8.4-8.4" />,
  checking: <path d="M14 8A6 6 0 0 1 2 8" />,
  'not-checked': <path d="M4 8h8" />,
};

/** A state's shape, as large as the text beside it. */
export function StateMark({ state }: { readonly state: State }): JSX.Element {
  return (
    <svg class={`state-mark ${state}`} viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor">
      {SHAPES[state]}
    </svg>
  );
}
