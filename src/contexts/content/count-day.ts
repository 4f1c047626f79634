import { createAnswerTally, type AnswerTally } from '../../core/counts/answer-tally.ts';
import { isAnswered } from '../../core/counts/day-counts.ts';
import { logProblem } from '../../platform/log/log-problem.ts';
import { isExtensionAlive } from '../../platform/page/extension-life.ts';
import { randomName } from '../../platform/page/random-name.ts';
import { dayOf, storeDayCounts } from '../../platform/storage/day-counts.ts';
import type { Sighting } from './sighting.ts';

/** Counts the videos of this document that got an answer today. Call what it returns after each change of a sighting. */
export function countDay(): (sighting: Sighting) => void {
  const document = randomName();
  let day = '';
  let tally: AnswerTally | undefined;

  return ({ id, media, verdict: { state } }) => {
    if (!isAnswered(state) || !isExtensionAlive()) return;
    const today = dayOf(new Date());
    if (tally === undefined || today !== day) tally = createAnswerTally();
    day = today;
    const name = typeof media.source === 'string' && media.source !== '' ? media.source : id;
    if (!tally.enter(name, state)) return;
    storeDayCounts(day, document, tally.counts()).catch((problem: unknown) => {
      // Stored again as a whole with the next answer.
      if (isExtensionAlive()) logProblem('day counts', problem);
    });
  };
}
