import type { Thumbnail } from '../../contracts/messages.ts';
import type { Pixels } from '../../contracts/frame.ts';
import type { SightingId } from '../../contracts/sighting.ts';

/** A document that did not answer may have been asked just as its port was changed, ms. */
const ASK_AGAIN_AFTER_MS = 3_000;
const MOST_ASKS = 3;

/** Thumbnails of the rows in sight. They live as long as the popup is open. */
export class Thumbnails {
  readonly #ask: (id: SightingId) => void;
  readonly #asked = new Map<SightingId, { times: number; atMs: number }>();
  #had: ReadonlyMap<SightingId, Pixels> = new Map();

  constructor(ask: (id: SightingId) => void) {
    this.#ask = ask;
  }

  all(): ReadonlyMap<SightingId, Pixels> {
    return this.#had;
  }

  /** Asks for one, unless it was asked for only just now or too often. */
  want(id: SightingId): void {
    const { times, atMs } = this.#asked.get(id) ?? { times: 0, atMs: -Infinity };
    const now = performance.now();
    if (this.#had.has(id) || times >= MOST_ASKS || now - atMs < ASK_AGAIN_AFTER_MS) return;
    this.#asked.set(id, { times: times + 1, atMs: now });
    this.#ask(id);
  }

  /** Asks again for what was wanted and did not come. */
  wantMissing(): void {
    for (const id of this.#asked.keys()) this.want(id);
  }

  /** Takes one in; false when there is none to be had now. */
  enter({ id, pixels }: Thumbnail): boolean {
    if (pixels === undefined) return false;
    this.#had = new Map([...this.#had, [id, pixels]]);
    return true;
  }
}
