import type { Facts } from '../../contracts/fact.ts';
import type { FactsMedia } from '../../contracts/messages.ts';
import { chooseSegments } from '../../core/facts/choose-segments.ts';
import { NO_FACTS } from '../../core/facts/merge-facts.ts';
import { askFacts } from '../../platform/facts/ask-facts.ts';
import { UNREAD_ANSWER } from '../../platform/facts/facts-wire.ts';
import { fileOfPage, pageRequests } from '../../platform/page/page-media.ts';
import type { FactReader } from './fact-checks.ts';
import type { Sighting } from './sighting.ts';

/** Media remembered, so that a feed scrolled back and forth is not read twice. */
const MOST_REMEMBERED = 100;
const isFetchable = (address: string): boolean => /^https?:/i.test(address);

/** What the files of this document's videos say of themselves: read once each, one at a time, by the offscreen document. */
export class MediaFacts implements FactReader {
  readonly #wake: () => Promise<unknown>;
  readonly #known = new Map<unknown, Facts>();
  readonly #asked = new WeakSet<Sighting>();
  readonly #streams = new Set<unknown>();
  #tail: Promise<unknown> = Promise.resolve();

  constructor(wake: () => Promise<unknown>) {
    this.#wake = wake;
  }

  of(sighting: Sighting): Facts {
    const { source } = sighting.media;
    // A camera or a call has no file.
    if (source instanceof MediaStream) return NO_FACTS;
    if (isStream(source)) this.#streams.add(typeof source === 'string' ? source : sighting.id);
    if (!this.#known.has(source) && !this.#asked.has(sighting)) {
      this.#asked.add(sighting);
      this.#tail = this.#tail.then(() => this.#ask(sighting, source));
    }
    return this.#known.get(source) ?? NO_FACTS;
  }

  async #ask(sighting: Sighting, source: unknown): Promise<void> {
    const { signal } = sighting.life;
    const isGone = (): boolean => signal.aborted;
    if (isGone() || this.#known.has(source)) return;
    const media = await this.#mediaOf(sighting, source);
    const answer = media === undefined ? undefined : await askFacts(this.#wake, media, signal);
    // Gone meanwhile: the next sighting of the same media asks anew.
    if (isGone()) return;
    this.#known.set(source, (answer ?? UNREAD_ANSWER).facts);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_REMEMBERED) this.#known.delete(oldest);
  }

  async #mediaOf({ video }: Sighting, source: unknown): Promise<FactsMedia | undefined> {
    const poster = isFetchable(video.poster) ? { posterAddress: video.poster } : {};
    if (typeof source === 'string' && isFetchable(source)) return { kind: 'address', address: source, ...poster };
    const isBlob = typeof source === 'string' && source.startsWith('blob:');
    const file = isBlob ? await fileOfPage(source) : undefined;
    if (file !== undefined) return { kind: 'file', file, ...poster };
    if (!isStream(source)) return undefined;
    const addresses = chooseSegments(pageRequests(), this.#streams.size);
    if (addresses === undefined) return undefined;
    return { kind: 'segments', addresses, widthPx: video.videoWidth, heightPx: video.videoHeight };
  }
}

/** Media that a script of the page hands over, whole or piece by piece. */
const isStream = (source: unknown): boolean =>
  typeof source === 'string' ? source.startsWith('blob:') : typeof source === 'object' && source !== null;
