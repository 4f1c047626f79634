import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { BadgeView } from '../../contracts/badge.ts';
import type { FactsView } from '../../contracts/fact-view.ts';
import { Card, type CardProps } from '../card/card.tsx';
import { chipText, FactChips } from '../facts/fact-list.tsx';
import type { Text } from '../text.ts';
import { Glyph } from './glyph.tsx';

/** How a card came to be open: the keyboard's focus follows it, the pointer's does not. */
export type CardOpening = 'closed' | 'by-pointer' | 'by-keys';

export interface BadgeProps {
  readonly view: BadgeView;
  readonly facts: FactsView;
  /** How far the first look has come, 0 to 1. */
  readonly progress: number;
  readonly atRight: boolean;
  readonly opensLeft: boolean;
  readonly opensUp: boolean;
  /** There is room for the shape only; words show when pointed at or focused. */
  readonly isCompact: boolean;
  readonly opening: CardOpening;
  readonly onOpening: (opening: CardOpening) => void;
  /** All that the open card needs; absent while it is closed. */
  readonly card: Omit<CardProps, 'view' | 'facts' | 'text' | 'takesFocus' | 'onClose'> | undefined;
  readonly text: Text;
}

/**
 * A shape with a word. The word shows by itself when the verdict speaks up, else when pointed at or focused. Pressing
 * it opens a card; Escape closes the card and gives the focus back. Chips of what was declared stand beneath it
 * whatever the verdict is.
 */
export function Badge(props: BadgeProps): JSX.Element {
  const { view, facts, progress, opening, onOpening, card, text } = props;
  const isOpen = opening !== 'closed';
  const mark = useRef<HTMLButtonElement>(null);

  const close = (): void => {
    mark.current?.focus({ preventScroll: true });
    onOpening('closed');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.preventDefault();
    close();
  };
  const onBadge = facts.chips.filter(({ isOnBadge }) => isOnBadge);
  const words = [text(view.word), ...onBadge.map((chip) => chipText(chip, text))];
  return (
    <div class={classesOf(props)} onKeyDown={onKeyDown}>
      <button
        ref={mark}
        type="button"
        class="mark"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={words.join('. ')}
        // A click that no pointer made has no count.
        onClick={({ detail }) => (isOpen ? close() : onOpening(detail === 0 ? 'by-keys' : 'by-pointer'))}
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
      {isOpen && card !== undefined ? (
        <Card {...card} view={view} facts={facts} takesFocus={opening === 'by-keys'} onClose={close} text={text} />
      ) : null}
    </div>
  );
}

function classesOf({ view, opening, atRight, opensLeft, opensUp, isCompact }: BadgeProps): string {
  const classes = [
    'badge',
    view.state,
    view.speaksUp && !isCompact && 'speaks-up',
    isCompact && 'compact',
    opening !== 'closed' && 'open',
    atRight && 'at-right',
    opensLeft && 'opens-left',
    opensUp && 'opens-up',
  ];
  return classes.filter(Boolean).join(' ');
}
