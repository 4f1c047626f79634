import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CardView } from '../../contracts/card.ts';
import type { Text } from '../text.ts';
import { SITUATION_TEXTS } from '../tips/help-chooser.tsx';
import type { CardPorts } from './card-ports.ts';

/** What of a card's actions can be offered here and now. */
export interface CardOffers {
  /** Host name of the site, where the person may switch it off. */
  readonly siteToSwitchOff: string | undefined;
  readonly canSayWrong: boolean;
  readonly canReport: boolean;
}

interface CardActionsProps {
  readonly card: CardView;
  readonly offers: CardOffers;
  readonly ports: CardPorts;
  readonly text: Text;
}

/** What the person can do about the video, most useful first. */
export function CardActions({ card, offers, ports, text }: CardActionsProps): JSX.Element {
  const { situations, lesson } = card;
  const [situation] = situations;
  // Whoever has nothing to fear is shown what is behind the tip.
  const wanted = situation === undefined ? { ...(lesson !== undefined && { lesson }) } : { situation };
  const { siteToSwitchOff, canSayWrong, canReport } = offers;
  return (
    <div class="actions">
      <div class="row">
        <button type="button" class="first" onClick={() => ports.openPage('tips', wanted)}>
          {text('card_tips')}
        </button>
        <button type="button" onClick={ports.checkAgain}>
          {text('card_check_again')}
        </button>
        {canReport && (
          <button type="button" onClick={() => ports.openPage('report')}>
            {text('report_make')}
          </button>
        )}
      </div>
      {situations.length > 1 && (
        <ul class="row help" aria-label={text('card_tips')}>
          {situations.slice(1).map((other) => (
            <li key={other}>
              <button type="button" class="quiet" onClick={() => ports.openPage('tips', { situation: other })}>
                {text(SITUATION_TEXTS[other])}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="row apart">
        {canSayWrong && <SayWrong ports={ports} text={text} />}
        {siteToSwitchOff !== undefined && <SwitchSiteOff host={siteToSwitchOff} ports={ports} text={text} />}
      </div>
    </div>
  );
}

/** For the button that takes the place of the one just pressed. */
const takeFocus = (button: HTMLButtonElement | null): void => button?.focus({ preventScroll: true });

type Said = 'not-said' | 'kept' | 'not-kept';

function SayWrong({ ports, text }: { readonly ports: CardPorts; readonly text: Text }): JSX.Element {
  const [said, setSaid] = useState<Said>('not-said');
  const say = async (): Promise<void> => setSaid((await ports.sayWrong()) ? 'kept' : 'not-kept');
  const takeBack = async (): Promise<void> => {
    await ports.takeBack();
    setSaid('not-said');
  };
  return (
    <div class={said === 'not-said' ? '' : 'row notice'} role="status">
      {said === 'not-said' && (
        <button type="button" class="quiet" onClick={() => void say()}>
          {text('card_wrong')}
        </button>
      )}
      {said !== 'not-said' && <p>{text(said === 'kept' ? 'card_wrong_kept' : 'card_wrong_not_kept')}</p>}
      {said === 'kept' && (
        <button ref={takeFocus} type="button" class="quiet" onClick={() => void takeBack()}>
          {text('card_wrong_take_back')}
        </button>
      )}
    </div>
  );
}

interface SwitchSiteOffProps {
  readonly host: string;
  readonly ports: CardPorts;
  readonly text: Text;
}

/** Asks once more: everything of ours is gone from the page afterwards, this card too. */
function SwitchSiteOff({ host, ports, text }: SwitchSiteOffProps): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <button type="button" class="quiet" onClick={() => setAsking(true)}>
        {text('card_site_off')}
      </button>
    );
  }
  return (
    <div class="notice" role="group" aria-label={text('card_site_off')}>
      <p>{text('card_site_off_ask', [host])}</p>
      <div class="row">
        <button type="button" onClick={ports.switchSiteOff}>
          {text('card_site_off_yes')}
        </button>
        <button ref={takeFocus} type="button" class="quiet" onClick={() => setAsking(false)}>
          {text('card_site_off_no')}
        </button>
      </div>
    </div>
  );
}
