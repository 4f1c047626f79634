import { h, render } from 'preact';
import type { BadgeView, TextKey } from '../../contracts/badge.ts';
import type { FactsView } from '../../contracts/fact-view.ts';
import type { Sensitivity } from '../../contracts/settings.ts';
import type { NotCheckedReason } from '../../contracts/verdict.ts';
import { FIRST_FRAMES } from '../../core/sample/plan.ts';
import { badgeView } from '../../core/show/badge-view.ts';
import { factsView } from '../../core/show/fact-view.ts';
import { every } from '../../platform/page/clock.ts';
import { isExtensionAlive } from '../../platform/page/extension-life.ts';
import { SightLine } from '../../platform/page/sight-line.ts';
import { openTopLayer, type TopLayer } from '../../platform/page/top-layer.ts';
import { text, textDirection } from '../../platform/text.ts';
import { Badge } from '../../ui/badge/badge.tsx';
import css from '../../ui/badge/badge.css?inline';
import factsCss from '../../ui/facts/facts.css?inline';
import { BADGE_SIDE_PX, badgePlace, type BadgePlace } from '../../ui/badge/badge-place.ts';
import type { Sighting } from './sighting.ts';

/** Moves that no event tells of, a player growing or a page's animation, are followed this often, ms. */
const FOLLOW_EVERY_MS = 250;
/** A page that keeps taking our element out has made its wish clear. */
const MOST_PUT_BACKS = 20;
/** Reasons for no check that leave what was declared on the page. */
const FACTS_HOLD: readonly NotCheckedReason[] = ['not-played-yet', 'facts-only'];

interface Shown {
  readonly video: HTMLVideoElement;
  readonly box: HTMLElement;
  readonly sight: SightLine;
  view: BadgeView;
  facts: FactsView;
  progress: number;
  place: BadgePlace | undefined;
}

/** Badges outlive a removed extension by half a second, in which its texts are gone. */
const livingText = (key: TextKey, said?: readonly (string | number)[]): string =>
  isExtensionAlive() ? text(key, said) : '';

/** Draws a badge for each sighting that has something to say, all in one element of ours that is there only meanwhile. */
export class Badges {
  readonly #shown = new Map<Sighting, Shown>();
  #sensitivity: Sensitivity = 'quiet';
  #layer: TopLayer | undefined;
  #spoken: HTMLElement | undefined;
  #life = new AbortController();
  #isFollowAsked = false;
  #putBacks = 0;

  show(sighting: Sighting): void {
    if (!isExtensionAlive()) return;
    const { verdict } = sighting;
    const view = badgeView(verdict, this.#sensitivity);
    const facts = factsView(sighting.facts, view.state);
    // No detector came to anything yet, or none may look: what is declared holds all the same.
    const isFactsOnly = verdict.state === 'not-checked' && FACTS_HOLD.includes(verdict.reason);
    const isDeclared = isFactsOnly && facts.chips.some(({ isOnBadge }) => isOnBadge);
    if (view.state === 'not-checked' && !isDeclared) {
      this.drop(sighting);
      return;
    }
    const shown = this.#shown.get(sighting) ?? this.#add(sighting, view, facts);
    const isNewlyStrong = view.state === 'strong-signs' && shown.view.state !== view.state;
    shown.view = view;
    shown.facts = facts;
    shown.progress = Math.min(sighting.framesLookedAt / FIRST_FRAMES, 1);
    this.#place(shown);
    this.#draw(shown);
    if (isNewlyStrong && this.#spoken !== undefined) this.#spoken.textContent = text(view.word);
  }

  drop(sighting: Sighting): void {
    const shown = this.#shown.get(sighting);
    if (shown === undefined) return;
    render(null, shown.box);
    shown.box.remove();
    this.#shown.delete(sighting);
    if (this.#shown.size === 0) this.#close();
  }

  use(sensitivity: Sensitivity): void {
    this.#sensitivity = sensitivity;
    for (const sighting of [...this.#shown.keys()]) this.show(sighting);
  }

  /** Takes everything of ours off the page. */
  dropAll(): void {
    for (const sighting of [...this.#shown.keys()]) this.drop(sighting);
  }

  #add(sighting: Sighting, view: BadgeView, facts: FactsView): Shown {
    const layer = this.#layer ?? this.#open();
    const box = document.createElement('div');
    box.className = 'place';
    box.hidden = true;
    layer.shadow.append(box);
    // The state it had before there was a badge: becoming strong is spoken even when it is the first thing shown.
    const before = { ...view, state: 'not-checked' as const };
    const sight = new SightLine(sighting.video, layer.isOurs);
    const shown: Shown = { video: sighting.video, box, sight, view: before, facts, progress: 0, place: undefined };
    this.#shown.set(sighting, shown);
    return shown;
  }

  #open(): TopLayer {
    const layer = openTopLayer(css + factsCss);
    this.#layer = layer;
    this.#spoken = document.createElement('div');
    this.#spoken.className = 'spoken';
    this.#spoken.setAttribute('aria-live', 'polite');
    this.#spoken.dir = textDirection();
    layer.shadow.append(this.#spoken);

    this.#life = new AbortController();
    const { signal } = this.#life;
    const passive = { capture: true, passive: true, signal };
    document.addEventListener('scroll', () => this.#askFollow(), passive);
    window.addEventListener('resize', () => this.#askFollow(), passive);
    const raise = (): void => {
      layer.raise();
      for (const { sight } of this.#shown.values()) sight.forget();
      this.#askFollow();
    };
    document.addEventListener('fullscreenchange', raise, passive);
    document.addEventListener(
      'toggle',
      (event) => {
        const isOpened = event instanceof ToggleEvent && event.newState === 'open';
        if (isOpened && event.target instanceof Element && !layer.isOurs(event.target)) raise();
      },
      passive,
    );
    every(FOLLOW_EVERY_MS, () => this.#keepInPlace(), signal);
    return layer;
  }

  #close(): void {
    this.#life.abort();
    this.#layer?.remove();
    this.#layer = undefined;
    this.#spoken = undefined;
  }

  #keepInPlace(): void {
    if (this.#layer !== undefined && !this.#layer.isInPlace() && this.#putBacks < MOST_PUT_BACKS) {
      this.#putBacks += 1;
      this.#layer.putBack();
    }
    this.#follow();
  }

  #askFollow(): void {
    if (this.#isFollowAsked) return;
    this.#isFollowAsked = true;
    requestAnimationFrame(() => {
      this.#isFollowAsked = false;
      this.#follow();
    });
  }

  #follow(): void {
    if (!isExtensionAlive()) return;
    for (const shown of this.#shown.values()) if (this.#place(shown)) this.#draw(shown);
  }

  /** Moves a badge to where its video is now; true when it must also be drawn anew. */
  #place(shown: Shown): boolean {
    const before = shown.place;
    const place = this.#placeOf(shown);
    shown.place = place;
    if (place === undefined) {
      if (before !== undefined) shown.box.hidden = true;
      return false;
    }
    if (before === undefined) shown.box.hidden = false;
    if (before?.x !== place.x || before.y !== place.y) {
      shown.box.style.transform = `translate(${place.x}px, ${place.y}px)`;
    }
    return before?.opensLeft !== place.opensLeft || before.opensUp !== place.opensUp;
  }

  #placeOf({ video, sight }: Shown): BadgePlace | undefined {
    if (this.#layer === undefined || !video.isConnected) return undefined;
    const viewport = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
    const place = badgePlace(video.getBoundingClientRect(), viewport);
    if (place === undefined || !video.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      return undefined;
    return sight.isClear({ ...place, side: BADGE_SIDE_PX }) ? place : undefined;
  }

  #draw({ box, view, facts, progress, place }: Shown): void {
    box.dir = textDirection();
    render(
      h(Badge, {
        view,
        facts,
        progress,
        text: livingText,
        opensLeft: place?.opensLeft ?? false,
        opensUp: place?.opensUp ?? false,
      }),
      box,
    );
  }
}
