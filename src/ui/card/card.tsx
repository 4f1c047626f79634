import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { HelpLink } from '../../contracts/advice.ts';
import type { BadgeView } from '../../contracts/badge.ts';
import type { CardView } from '../../contracts/card.ts';
import type { DetectorFigures } from '../../contracts/detector-figures.ts';
import type { FactsView } from '../../contracts/fact-view.ts';
import type { EngineVersions } from '../../contracts/scan.ts';
import { Glyph } from '../badge/glyph.tsx';
import { FactList } from '../facts/fact-list.tsx';
import { playTime } from '../play-time.ts';
import type { Text } from '../text.ts';
import { HelpLinks } from '../tips/help-links.tsx';
import { CardActions, type CardOffers } from './card-actions.tsx';
import { CardDetails } from './card-details.tsx';
import type { CardPorts } from './card-ports.ts';
import { TimelineBar } from './timeline-bar.tsx';
import { WhereChoice } from './where-choice.tsx';

export interface CardProps {
  readonly view: BadgeView;
  readonly card: CardView;
  readonly facts: FactsView;
  /** Pages of others that fit the video; none until they were chosen. */
  readonly help: readonly HelpLink[];
  readonly figures: DetectorFigures;
  readonly ran: EngineVersions | undefined;
  readonly offers: CardOffers;
  readonly isWhereShown: boolean;
  /** The keyboard opened it: the focus follows. */
  readonly takesFocus: boolean;
  readonly ports: CardPorts;
  readonly onClose: () => void;
  readonly text: Text;
}

/** All about one video: one sentence, one because, one thing to do; then where it was seen, and figures on request. */
export function Card(props: CardProps): JSX.Element {
  const { view, card, facts, ports, text } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  // At once: a key pressed before the next paint must already go on from here.
  useLayoutEffect(() => {
    if (props.takesFocus) heading.current?.focus({ preventScroll: true });
  }, [props.takesFocus]);
  return (
    <div class="card" role="dialog" aria-label={text(view.word)}>
      <header>
        <Glyph state={view.state} progress={1} />
        <h2 ref={heading} tabIndex={-1}>
          {text(view.word)}
        </h2>
        <button type="button" class="close" aria-label={text('card_close')} onClick={props.onClose}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d="M4 4l8 8M12 4l-8 8" class="line" />
          </svg>
        </button>
      </header>
      <p>{text(view.meaning)}</p>
      {view.because !== undefined && <Point label="card_because" said={view.because} text={text} />}
      {card.todo !== undefined && <Point label="card_todo" said={card.todo} text={text} />}
      {props.help.length > 0 && <HelpLinks links={props.help} text={text} />}
      <FactList facts={facts} text={text} />
      <Where {...props} />
      <CardActions card={card} offers={props.offers} ports={ports} text={text} />
      <details class="more" onToggle={(event) => event.currentTarget.open && ports.readVersions()}>
        <summary>{text('card_details')}</summary>
        <CardDetails view={card} figures={props.figures} ran={props.ran} text={text} />
      </details>
    </div>
  );
}

interface PointProps {
  readonly label: 'card_because' | 'card_todo';
  readonly said: string;
  readonly text: Text;
}

function Point({ label, said, text }: PointProps): JSX.Element {
  return (
    <p class={`point ${label}`}>
      <span class="label">{text(label)}</span> {text(said)}
    </p>
  );
}

/** When in the video, and where in the picture. */
function Where({ view, card, isWhereShown, ports, text }: CardProps): JSX.Element | null {
  const { timeline, shares } = card;
  if (timeline === undefined) return null;
  const canShowWhere = shares.length > 0 && view.state !== 'no-signs';
  return (
    <section class="where">
      <TimelineBar timeline={timeline} text={text} onSeek={ports.seek} />
      {timeline.momentsMs.length > 0 && (
        <p class="moments">
          {text('card_moments')}{' '}
          {timeline.momentsMs.map((atMs) => (
            <button
              key={atMs}
              type="button"
              class="moment"
              aria-label={text('card_go_to', [playTime(atMs)])}
              onClick={() => ports.seek(atMs)}
            >
              {playTime(atMs)}
            </button>
          ))}
        </p>
      )}
      {canShowWhere && <WhereChoice isShown={isWhereShown} shares={shares} onShow={ports.showWhere} text={text} />}
    </section>
  );
}
