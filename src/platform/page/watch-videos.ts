import { every, now } from './clock.ts';
import { createIdleQueue, type Steps } from './idle-queue.ts';
import { Pace } from './pace.ts';
import { composedParent, shadowRootOf, uppermostAt } from './shadow-roots.ts';

/** What happens to a video that may matter. Most do not bubble, so each root listens for them on the way down. */
const MEDIA_EVENTS = [
  'loadstart',
  'emptied',
  'loadedmetadata',
  'playing',
  'pause',
  'ended',
  'encrypted',
  'error',
  'resize',
  'enterpictureinpicture',
  'leavepictureinpicture',
] as const;
export type MediaEvent = (typeof MEDIA_EVENTS)[number];

export interface VideoListener {
  readonly onFound: (video: HTMLVideoElement) => void;
  readonly onLost: (video: HTMLVideoElement) => void;
  /** Only of videos that were found. */
  readonly onMedia: (video: HTMLVideoElement, event: MediaEvent) => void;
  /** The page, or a box in it, came to rest somewhere else. */
  readonly onScrolled: () => void;
}

type Root = Document | ShadowRoot;

/** Elements looked at before an idle slice looks at its clock. */
const STEP_ELEMENTS = 100;
/**
 * No event tells of a shadow root that a script attaches to an element already there. So all elements are asked again
 * and again, one step at a time, 4 µs an element; on a page that is large, those in view in between.
 */
const SWEEP_EVERY_MS = 250;
/** From the beginning of one sweep to the next: most pages are swept at once. */
const SWEEP_AGAIN_MS = 500;
/**
 * From one place to the next where the viewport is looked at, in shares of its width and height. The places lie evenly
 * wherever one stops: a player is found in fewer glances than it would take to tile the viewport, at worst in a few times
 * as many.
 * Source: M. Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences" (2018), R2.
 */
const GLANCE_STEP = [0.754_877_666, 0.569_840_291] as const;
/** On a page of a thousand videos, each a layer of its own, asking what lies at a point takes 20 ms. */
const GLANCE_REST_TIMES = 1_000;
const LONGEST_REST_MS = 30_000;

/** Elements under `root`, itself included, in document order. */
function* elementsOf(root: Node): Generator<Element, undefined> {
  if (root instanceof Element) yield root;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode() !== null) yield walker.currentNode as Element;
  return undefined;
}

class VideoWatch {
  readonly #listener: VideoListener;
  readonly #signal: AbortSignal;
  readonly #queue: (steps: Steps) => void;
  readonly #videos = new Set<HTMLVideoElement>();
  readonly #roots = new Map<Root, AbortController>();
  readonly #pace = new Pace(LONGEST_REST_MS);
  #sweep: Steps | undefined;
  #sweepDueAtMs = 0;
  /** Elements of all roots: a thousand small ones are many steps, too. */
  #looked = 0;
  #glances = 0;

  constructor(listener: VideoListener, signal: AbortSignal) {
    this.#listener = listener;
    this.#signal = signal;
    this.#queue = createIdleQueue(signal);
    this.#watchRoot(document);
    every(SWEEP_EVERY_MS, () => this.#sweepOn(), signal);
  }

  #find(video: HTMLVideoElement): void {
    if (this.#videos.has(video) || !video.isConnected) return;
    this.#videos.add(video);
    this.#listener.onFound(video);
  }

  #watchRoot(root: Root): void {
    if (this.#roots.has(root)) return;
    const life = new AbortController();
    this.#roots.set(root, life);
    const signal = AbortSignal.any([life.signal, this.#signal]);
    const observer = new MutationObserver((records) => this.#onMutations(records));
    observer.observe(root, { childList: true, subtree: true });
    signal.addEventListener('abort', () => observer.disconnect(), { once: true });
    const quietly = { capture: true, passive: true, signal };
    for (const type of MEDIA_EVENTS) root.addEventListener(type, (event) => this.#onMedia(event, type), quietly);
    // A box that scrolls inside a shadow root tells nobody outside.
    root.addEventListener('scrollend', this.#listener.onScrolled, quietly);
    this.#queue(this.#scan(root));
  }

  #onMedia({ target }: Event, type: MediaEvent): void {
    if (!(target instanceof HTMLVideoElement)) return;
    this.#find(target);
    if (this.#videos.has(target)) this.#listener.onMedia(target, type);
  }

  #onMutations(records: readonly MutationRecord[]): void {
    let isAnyRemoved = false;
    for (const { addedNodes, removedNodes } of records) {
      isAnyRemoved ||= removedNodes.length > 0;
      for (const node of addedNodes) if (node instanceof Element) this.#queue(this.#scan(node));
    }
    if (isAnyRemoved) this.#queue(this.#dropLost());
  }

  *#scan(from: Root | Element): Steps {
    if (!from.isConnected) return undefined;
    if (from instanceof HTMLVideoElement) this.#find(from);
    for (const video of from.querySelectorAll('video')) this.#find(video);
    for (const element of elementsOf(from)) {
      this.#enter(element);
      this.#looked += 1;
      if (this.#looked % STEP_ELEMENTS === 0) yield undefined;
    }
    return undefined;
  }

  *#dropLost(): Steps {
    yield undefined;
    for (const [root, life] of this.#roots) {
      if (root.isConnected) continue;
      life.abort();
      this.#roots.delete(root);
    }
    for (const video of this.#videos) {
      if (video.isConnected) continue;
      this.#videos.delete(video);
      this.#listener.onLost(video);
    }
    return undefined;
  }

  *#scanAll(): Steps {
    for (const root of [...this.#roots.keys()]) yield* this.#scan(root);
    return undefined;
  }

  #sweepOn(): void {
    if (document.hidden) return;
    if (this.#sweep === undefined) {
      if (now() < this.#sweepDueAtMs) return;
      this.#sweepDueAtMs = now() + SWEEP_AGAIN_MS;
      this.#sweep = this.#scanAll();
    }
    if (this.#sweep.next().done === true) this.#sweep = undefined;
    else this.#glance();
  }

  #glance(): void {
    if (!this.#pace.hasRested(GLANCE_REST_TIMES)) return;
    this.#glances += 1;
    const [x, y] = [(this.#glances * GLANCE_STEP[0]) % 1, (this.#glances * GLANCE_STEP[1]) % 1];
    // The uppermost and what it stands in: asking for all that lies there costs more.
    let node: Node | null = this.#pace.run(() => uppermostAt(x * innerWidth, y * innerHeight));
    for (; node !== null; node = composedParent(node)) if (node instanceof Element) this.#enter(node);
  }

  #enter(element: Element): void {
    const root = shadowRootOf(element);
    if (root !== undefined) this.#watchRoot(root);
  }
}

/**
 * Finds every video of the document and of all its shadow roots, open and closed, now and later, until `signal` aborts.
 * Reads the page only. Works in idle slices, apart from a video that starts to play, which is reported at once.
 */
export function watchVideos(listener: VideoListener, signal: AbortSignal): void {
  new VideoWatch(listener, signal);
}
