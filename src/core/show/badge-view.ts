import type { BadgeView, TextKey } from '../../contracts/badge.ts';
import type { Sensitivity } from '../../contracts/settings.ts';
import type { DetectorId } from '../../contracts/score.ts';
import type { State, Verdict } from '../../contracts/verdict.ts';

/** Text keys are built in one place, so that a test can list them all. */
const textKey = (family: string, name: string): TextKey => `${family}_${name.replaceAll('-', '_')}`;

/** The few words for a state, on the badge and in lists. */
export const stateWord = (state: State): TextKey => textKey('state', state);

/** Why a video was not checked, or could not be. The same reason reads differently of a video and of a face. */
export const reasonText = (verdict: Extract<Verdict, { reason: string }>): TextKey =>
  textKey(verdict.state === 'not-checked' ? 'unchecked' : 'reason', verdict.reason);

/** What a detector says it saw. */
export const detectorText = (detector: DetectorId): TextKey => textKey('because', detector);

/** What a detector looks for, in a few words. */
export const detectorName = (detector: DetectorId): TextKey => textKey('detector', detector);

/** What is known to look like signs to a detector, and what it misses: its card's "Fails when" in a sentence or two. */
export const detectorWeakness = (detector: DetectorId): TextKey => textKey('weakness', detector);

/** How a verdict looks and reads. Only strong signs speak up by themselves, unless the person asked for more. */
export function badgeView(verdict: Verdict, sensitivity: Sensitivity): BadgeView {
  const view = {
    state: verdict.state,
    word: stateWord(verdict.state),
    meaning: textKey('meaning', verdict.state),
    speaksUp: verdict.state === 'strong-signs' || (verdict.state === 'some-signs' && sensitivity === 'standard'),
  };
  switch (verdict.state) {
    case 'checking':
      return view;
    case 'not-checked':
      return { ...view, because: reasonText(verdict) };
    case 'could-not-check':
      return { ...view, because: reasonText(verdict), reason: verdict.reason };
    case 'no-signs':
      return { ...view, because: textKey('because', 'no-signs') };
    case 'unclear':
      return { ...view, because: textKey('because', 'unclear') };
    case 'some-signs':
    case 'strong-signs':
      return { ...view, because: detectorText(verdict.because[0].detector) };
  }
}
