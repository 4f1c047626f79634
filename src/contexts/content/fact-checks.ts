import type { Facts } from '../../contracts/fact.ts';
import { mergeFacts } from '../../core/facts/merge-facts.ts';
import type { PageSightings } from './page-sightings.ts';
import type { Sighting } from './sighting.ts';

/** One source of declarations. */
export interface FactReader {
  /** What is known of a sighting now, the same object until something changes. Asked often: must cost next to nothing. */
  readonly of: (sighting: Sighting) => Facts;
}

/** Asks every source about the sightings that are checked, and enters what they know. */
export class FactChecks {
  readonly #sightings: PageSightings;
  readonly #readers: readonly FactReader[];
  readonly #before = new WeakMap<Sighting, readonly Facts[]>();

  constructor(sightings: PageSightings, readers: readonly FactReader[]) {
    this.#sightings = sightings;
    this.#readers = readers;
  }

  /** Never asks about a video on a site that is switched off, out of sight, or not played yet. */
  run(): void {
    for (const sighting of this.#sightings.inView()) {
      const { eligibility } = sighting;
      // Paused after it was played: an answer that is still under way is welcome.
      const isPaused = eligibility === 'not-played-yet' && this.#before.has(sighting);
      if (eligibility === 'check' || eligibility === 'facts-only' || isPaused) this.#ask(sighting);
    }
  }

  #ask(sighting: Sighting): void {
    const parts = this.#readers.map((reader) => reader.of(sighting));
    const before = this.#before.get(sighting);
    if (before !== undefined && parts.every((part, index) => part === before[index])) return;
    this.#before.set(sighting, parts);
    sighting.facts = mergeFacts(parts);
    this.#sightings.tell(sighting);
  }
}
