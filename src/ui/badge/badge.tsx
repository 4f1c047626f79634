import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { BadgeView } from '../../contracts/badge.ts';
import type { FactsView } from '../../contracts/fact-view.ts';
import { chipText, FactChips, FactList } from '../facts/fact-list.tsx';
import type { Text } from '../text.ts';
import { Glyph } from './glyph.tsx';

export interface BadgeProps {
  readonly view: BadgeView;
  readonly facts: FactsView;
  /** How far the first look has come, 0 to 1. */
  readonly progress: number;
  readonly opensLeft: boolean;
  readonly opensUp: boolean;
  readonly text: Text;
}

/** The sentence said of every state that a model stands behind; `no-signs` says it in its meaning. */
function Card({ view, facts, text }: Pick<BadgeProps, 'view' | 'facts' | 'text'>): JSX.Element {
  return (
    <div class="card" role="group" aria-label={text(view.word)}>
      <p class="word-line">{text(view.word)}</p>
      <p>{text(view.meaning)}</p>
      {view.because === undefined ? null : <p class="because">{text(view.because)}</p>}
      <FactList facts={facts} text={text} />
    </div>
  );
}

/**
 * A shape with a word. The word shows by itself when the verdict speaks up, else when pointed at or focused. Pressing
 * it opens a card; Escape closes the card. Chips of what was declared stand beneath it whatever the verdict is.
 */
export function Badge({ view, facts, progress, opensLeft, opensUp, text }: BadgeProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(false), [view.state]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.preventDefault();
    setOpen(false);
    button.current?.focus();
  };
  const onBadge = facts.chips.filter(({ isOnBadge }) => isOnBadge);
  const words = [text(view.word), ...onBadge.map((chip) => chipText(chip, text))];
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
        aria-label={words.join('. ')}
        onClick={() => setOpen(!isOpen)}
      >
        <Glyph state={view.state} progress={progress} />
        <span class="word" aria-hidden="true">
          {text(view.word)}
        </span>
      </button>
      {onBadge.length > 0 && !isOpen ? (
        <div class="beside" aria-hidden="true">
          <FactChips chips={onBadge} text={text} />
        </div>
      ) : null}
      {isOpen ? <Card view={view} facts={facts} text={text} /> : null}
    </div>
  );
}
