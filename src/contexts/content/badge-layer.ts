import { every, now } from '../../platform/page/clock.ts';
import { openTopLayer, type TopLayer } from '../../platform/page/top-layer.ts';
import { textDirection } from '../../platform/text.ts';
import badgeCss from '../../ui/badge/badge.css?inline';
import cardCss from '../../ui/card/card.css?inline';
import factsCss from '../../ui/facts/facts.css?inline';

/** Moves that no event tells of, a player that a script shifts, are followed this often, ms. */
const FOLLOW_EVERY_MS = 250;
/** And only so often where nothing stirred for a while, ms: reading a page's layout is most of what a badge costs it. */
const FOLLOW_STILL_EVERY_MS = 1_000;
const STILL_AFTER_MS = 3_000;
/**
 * After these, videos may move or be covered: what the person did, scrolling a box in a shadow root with it, which tells
 * nobody outside, and the page's own animations as they begin.
 */
const STIRRING = ['click', 'pointerdown', 'wheel', 'transitionrun', 'animationstart'] as const;
/** A page that keeps taking our element out has made its wish clear. */
const MOST_PUT_BACKS = 20;

const PASSIVE = { capture: true, passive: true };

/** What all badges of a document share: our one element on the page, and a voice for screen readers. */
export interface BadgeLayer {
  readonly top: TopLayer;
  /** Says a sentence once, when the person's screen reader has nothing else to say. */
  readonly speak: (sentence: string) => void;
  /** Follows at once, whenever it changes its size. */
  readonly watchSize: (video: Element) => void;
  readonly unwatchSize: (video: Element) => void;
  readonly close: () => void;
}

/**
 * Opens the layer. Calls `follow` whenever videos may have moved, which says whether any has, and `forget` when the page
 * changed in a way that no place tells.
 */
export function openBadgeLayer(follow: () => boolean, forget: () => void): BadgeLayer {
  const top = openTopLayer(badgeCss + cardCss + factsCss);
  const life = new AbortController();
  const spoken = document.createElement('div');
  spoken.className = 'spoken';
  spoken.setAttribute('aria-live', 'polite');
  spoken.dir = textDirection();
  top.shadow.append(spoken);

  const askFollow = oncePerFrame(follow);
  let putBacks = 0;
  const keepInPlace = (): boolean => {
    if (!top.isInPlace() && putBacks < MOST_PUT_BACKS) {
      putBacks += 1;
      top.putBack();
    }
    return follow();
  };
  const stir = everyWhileStirring(keepInPlace, life.signal);
  const onMove = (): void => {
    stir();
    askFollow();
  };
  watchMoves(top, { onMove, onRaise: forget }, life.signal);
  const sizes = new ResizeObserver(onMove);
  return {
    top,
    speak: (sentence) => {
      // A new element is read even when it says the same of another video.
      const line = document.createElement('p');
      line.textContent = sentence;
      spoken.replaceChildren(line);
    },
    watchSize: (video) => sizes.observe(video),
    unwatchSize: (video) => sizes.unobserve(video),
    close: () => {
      life.abort();
      sizes.disconnect();
      top.remove();
    },
  };
}

/**
 * Runs `step`, which says whether anything moved, again and again: often while something stirs or moves. Returns what to
 * call when something stirred that is not listened to here.
 */
function everyWhileStirring(step: () => boolean, signal: AbortSignal): () => void {
  let stirredAtMs = now();
  let ranAtMs = -Infinity;
  const stir = (): void => {
    stirredAtMs = now();
  };
  for (const kind of STIRRING) document.addEventListener(kind, stir, { ...PASSIVE, signal });
  const run = (): void => {
    const atMs = now();
    const isStill = atMs - stirredAtMs > STILL_AFTER_MS;
    if (isStill && atMs - ranAtMs < FOLLOW_STILL_EVERY_MS) return;
    ranAtMs = atMs;
    if (step()) stir();
  };
  every(FOLLOW_EVERY_MS, run, signal);
  return stir;
}

function oncePerFrame(step: () => unknown): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      step();
    });
  };
}

interface MoveListeners {
  readonly onMove: () => void;
  readonly onRaise: () => void;
}

function watchMoves(top: TopLayer, { onMove, onRaise }: MoveListeners, signal: AbortSignal): void {
  const passive = { ...PASSIVE, signal };
  document.addEventListener('scroll', onMove, passive);
  window.addEventListener('resize', onMove, passive);
  const raise = (): void => {
    top.raise();
    onRaise();
    onMove();
  };
  document.addEventListener('fullscreenchange', raise, passive);
  document.addEventListener(
    'toggle',
    (event) => {
      const isOpened = event instanceof ToggleEvent && event.newState === 'open';
      if (isOpened && event.target instanceof Element && !top.isOurs(event.target)) raise();
    },
    passive,
  );
}
