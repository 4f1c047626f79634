import { readPlayback } from '../../platform/page/playback.ts';
import type { Sighting } from './sighting.ts';

/** Media remembered in one document; each holds some kilobytes of figures, and no picture. */
const MOST_KEPT = 200;

/** What a check came to so far. */
type Kept = Pick<Sighting, 'framesLookedAt' | 'takenAtMs' | 'findings' | 'judged' | 'usedRoute' | 'route'>;

/**
 * Checks of media that this document showed before, so that a post scrolled away and back costs nothing. They live in the
 * document's memory and end with it, so weights and thresholds cannot change under them, and private windows leave
 * nothing behind. A `blob:` address belongs to one source object, so it is as good a name as any other.
 */
export class KeptChecks {
  readonly #byMedia = new Map<string, Kept>();

  /** Remembers a check that was at least begun. */
  keep(sighting: Sighting): void {
    const { framesLookedAt, takenAtMs, findings, judged, usedRoute, route } = sighting;
    const name = mediaName(sighting.media.source);
    if (name === undefined || framesLookedAt === 0) return;
    this.#byMedia.delete(name);
    this.#byMedia.set(name, { framesLookedAt, takenAtMs, findings, judged, usedRoute, route });
    const [oldest] = this.#byMedia.keys();
    if (this.#byMedia.size > MOST_KEPT && oldest !== undefined) this.#byMedia.delete(oldest);
  }

  /** Forgets what is known of a sighting's media: the person wants it looked at anew. */
  forget(sighting: Sighting): void {
    const name = mediaName(sighting.media.source);
    if (name !== undefined) this.#byMedia.delete(name);
  }

  /** Gives a sighting that was not looked at yet what is known of its media. True when something was. */
  restore(sighting: Sighting): boolean {
    const name = mediaName(readPlayback(sighting.video).source);
    const kept = name === undefined ? undefined : this.#byMedia.get(name);
    if (kept === undefined || sighting.framesLookedAt > 0) return false;
    Object.assign(sighting, kept);
    return true;
  }
}

/** A live stream has no name, and neither has an element without media. */
const mediaName = (source: unknown): string | undefined =>
  typeof source === 'string' && source !== '' ? source : undefined;
