import type { HelpLink, HelpPolicy, Reader, Resource, Situation, Tip } from '../../contracts/advice.ts';
import type { Declaration, Facts } from '../../contracts/fact.ts';
import type { DetectorId } from '../../contracts/score.ts';
import type { Verdict } from '../../contracts/verdict.ts';
import { isCovered } from '../settings/site-level.ts';
import { resourcesUnder } from './choose-resources.ts';

/** What a detector's signs are about. */
type Signal = Extract<Situation, 'face' | 'voice' | 'whole-picture'>;

/** What each detector's signs are about; a test asks for one line a detector. */
export const SIGNALS: Readonly<Record<string, Signal>> = {
  'blend-boundary': 'face',
  'synthesis-trace': 'whole-picture',
};

const SIGNAL_TIPS = {
  face: { tip: 'tip_face', lesson: 'signs' },
  voice: { tip: 'tip_voice', lesson: 'voice-scam' },
  'whole-picture': { tip: 'tip_whole_picture', lesson: 'signs' },
} as const satisfies Record<Signal, Tip>;

/** Before what the detectors say, except of strong signs: whoever declared it has told more than they can. */
const DECLARED_TIPS: readonly (readonly [Declaration, Tip])[] = [
  ['fact-check', { tip: 'tip_fact_check', lesson: 'sift' }],
  ['readers-note', { tip: 'tip_readers_note', lesson: 'sift' }],
  ['dubbed', { tip: 'tip_dubbed', lesson: 'dubbing' }],
  ['translated', { tip: 'tip_dubbed', lesson: 'dubbing' }],
  ['parody', { tip: 'tip_parody', lesson: 'sift' }],
  ['film', { tip: 'tip_film', lesson: 'sift' }],
  ['made-with-ai', { tip: 'tip_declared', lesson: 'sift' }],
  ['ai-generated', { tip: 'tip_declared', lesson: 'sift' }],
  ['ai-edited', { tip: 'tip_declared', lesson: 'sift' }],
  ['altered', { tip: 'tip_declared', lesson: 'sift' }],
];

/** What a card asks after, so that a click leads to the right part of the page "Tips and help". */
export const CARD_SITUATIONS = ['scam', 'intimate-image', 'election', 'claim'] as const satisfies readonly Situation[];

/** What a detector's signs are about. */
export function signalOf(detector: DetectorId): Signal {
  return SIGNALS[detector] ?? 'face';
}

/** The one tip that fits a video. */
export function tipFor(verdict: Verdict, { known }: Facts): Tip {
  if (verdict.state === 'strong-signs') return SIGNAL_TIPS[signalOf(verdict.because[0].detector)];
  if (known.some((fact) => fact.source === 'signed-record' && fact.state === 'broken')) {
    return { tip: 'tip_broken_record', lesson: 'sift' };
  }
  const declared: readonly Declaration[] = known.flatMap(({ declares }) => declares);
  const fitting = DECLARED_TIPS.find(([declaration]) => declared.includes(declaration));
  if (fitting !== undefined) return fitting[1];
  switch (verdict.state) {
    case 'some-signs':
      return SIGNAL_TIPS[signalOf(verdict.because[0].detector)];
    case 'unclear':
      return { tip: 'tip_unclear', lesson: 'sift' };
    case 'no-signs':
      return { tip: 'tip_no_signs', lesson: 'no-signs' };
    case 'checking':
    case 'not-checked':
    case 'could-not-check':
      return { tip: 'tip_by_hand', lesson: 'sift' };
  }
}

/** A video with signs, as far as its links are concerned. */
export interface MarkedVideo {
  /** What the signs are about. */
  readonly situation: Situation;
  /** Host name of the document that shows it. */
  readonly host: string;
}

/** At most three links for a video with signs: on what was seen, on the claim, and how to report it where it is shown. */
export function helpFor(
  { situation, host }: MarkedVideo,
  reader: Reader,
  policy: HelpPolicy,
  ours: readonly Resource[],
): readonly HelpLink[] {
  const ofThisSite = ours.filter(({ site }) => site !== undefined && isCovered(site, host));
  const chosen = new Map<string, HelpLink>();
  for (const links of [
    resourcesUnder(policy, situation, reader, ours),
    resourcesUnder(policy, 'claim', reader, ours),
    resourcesUnder(policy, 'report-on-platform', reader, ofThisSite),
  ]) {
    const fresh = links.find(({ id }) => !chosen.has(id));
    if (fresh !== undefined) chosen.set(fresh.id, fresh);
  }
  return [...chosen.values()];
}
