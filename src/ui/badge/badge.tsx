import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { BadgeView, TextKey } from '../../contracts/badge.ts';
import { Glyph } from './glyph.tsx';

export interface BadgeProps {
  readonly view: BadgeView;
  /** How far the first look has come, 0 to 1. */
  readonly progress: number;
  readonly opensLeft: boolean;
  readonly opensUp: boolean;
  readonly text: (key: TextKey) => string;
}

/** The sentence said of every state that a model stands behind; `no-signs` says it in its meaning. */
function Card({ view, text }: Pick<BadgeProps, 'view' | 'text'>): JSX.Element {
  return (
    <div class="card" role="group" aria-label={text(view.word)}>
      <p class="word-line">{text(view.word)}</p>
      <p>{text(view.meaning)}</p>
      {view.because === undefined ? null : <p class="because">{text(view.because)}</p>}
    </div>
  );
}

/**
 * A shape with a word. The word shows by itself when the verdict speaks up, else when pointed at or focused. Pressing
 * it opens a card; Escape closes the card.
 */
export function Badge({ view, progress, opensLeft, opensUp, text }: BadgeProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(false), [view.state]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.preventDefault();
    setOpen(false);
    button.current?.focus();
  };
  const classes = [
    'badge',
    view.state,
    view.speaksUp && 'speaks-up',
    isOpen && 'open',
    opensLeft && 'opens-left',
    opensUp && 'opens-up',
  ];
  return (
    <div class={classes.filter(Boolean).join(' ')} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class="mark"
        aria-expanded={isOpen}
        aria-label={text(view.word)}
        onClick={() => setOpen(!isOpen)}
      >
        <Glyph state={view.state} progress={progress} />
        <span class="word" aria-hidden="true">
          {text(view.word)}
        </span>
      </button>
      {isOpen ? <Card view={view} text={text} /> : null}
    </div>
  );
}
