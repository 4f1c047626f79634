import { every } from '../../platform/page/clock.ts';
import { openTopLayer, type TopLayer } from '../../platform/page/top-layer.ts';
import { textDirection } from '../../platform/text.ts';
import badgeCss from '../../ui/badge/badge.css?inline';
import cardCss from '../../ui/card/card.css?inline';
import factsCss from '../../ui/facts/facts.css?inline';

/** Moves that no event tells of, a player growing or a page's animation, are followed this often, ms. */
const FOLLOW_EVERY_MS = 250;
/** A page that keeps taking our element out has made its wish clear. */
const MOST_PUT_BACKS = 20;

/** What all badges of a document share: our one element on the page, and a voice for screen readers. */
export interface BadgeLayer {
  readonly top: TopLayer;
  /** Says a sentence once, when the person's screen reader has nothing else to say. */
  readonly speak: (sentence: string) => void;
  readonly close: () => void;
}

/** Opens the layer. Calls `follow` whenever videos may have moved, `forget` when the page changed in a way that no place tells. */
export function openBadgeLayer(follow: () => void, forget: () => void): BadgeLayer {
  const top = openTopLayer(badgeCss + cardCss + factsCss);
  const life = new AbortController();
  const spoken = document.createElement('div');
  spoken.className = 'spoken';
  spoken.setAttribute('aria-live', 'polite');
  spoken.dir = textDirection();
  top.shadow.append(spoken);

  const askFollow = oncePerFrame(follow);
  watchMoves(top, { onMove: askFollow, onRaise: forget }, life.signal);
  let putBacks = 0;
  const keepInPlace = (): void => {
    if (!top.isInPlace() && putBacks < MOST_PUT_BACKS) {
      putBacks += 1;
      top.putBack();
    }
    follow();
  };
  every(FOLLOW_EVERY_MS, keepInPlace, life.signal);
  return {
    top,
    speak: (sentence) => {
      // A new element is read even when it says the same of another video.
      const line = document.createElement('p');
      line.textContent = sentence;
      spoken.replaceChildren(line);
    },
    close: () => {
      life.abort();
      top.remove();
    },
  };
}

function oncePerFrame(step: () => void): () => void {
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
  const passive = { capture: true, passive: true, signal };
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
