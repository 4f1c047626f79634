import type { JSX } from 'preact';
import type { DetectorEvidence } from '../../contracts/verdict.ts';
import { detectorWeakness } from '../../core/show/badge-view.ts';
import type { Text } from '../text.ts';

interface WhereChoiceProps {
  readonly isShown: boolean;
  readonly shares: readonly DetectorEvidence[];
  readonly onShow: (isShown: boolean) => void;
  readonly text: Text;
}

/** Shows the faces in the picture on request, never without what that is not and what the detectors are known to get wrong. */
export function WhereChoice({ isShown, shares, onShow, text }: WhereChoiceProps): JSX.Element {
  return (
    <div class="where-choice">
      <button type="button" class="quiet" aria-pressed={isShown} onClick={() => onShow(!isShown)}>
        {text('card_where')}
      </button>
      {isShown && (
        <div class="notice" role="status">
          <p>{text('card_where_what')}</p>
          {shares.map(({ detector }) => (
            <p key={detector}>{text(detectorWeakness(detector))}</p>
          ))}
        </div>
      )}
    </div>
  );
}
