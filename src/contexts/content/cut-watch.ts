import { isCut } from '../../core/sample/scene-change.ts';
import { glanceAt } from '../../platform/capture/glance.ts';
import { now } from '../../platform/page/clock.ts';
import { phaseOf, type Sighting } from './sighting.ts';

/** How often a video on patrol is glanced at, ms. */
const GLANCE_EVERY_MS = 1_000;

/** Marks the sightings on patrol whose scene changed: what comes after a cut was not looked at yet. */
export async function watchCuts(sightings: readonly Sighting[]): Promise<void> {
  const due = sightings.filter(
    (one) =>
      one.eligibility === 'check' &&
      one.gaveUp === undefined &&
      one.route === 'element' &&
      phaseOf(one) === 'patrol' &&
      now() - one.glancedAtMs >= GLANCE_EVERY_MS,
  );
  for (const sighting of due) {
    sighting.glancedAtMs = now();
    const glance = await glanceAt(sighting.video);
    if (glance === undefined) continue;
    if (sighting.glance !== undefined && isCut(sighting.glance, glance)) sighting.hasCut = true;
    sighting.glance = glance;
  }
}
