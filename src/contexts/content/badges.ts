import { h, render } from 'preact';
import type { BadgeView, TextKey } from '../../contracts/badge.ts';
import type { FactsView } from '../../contracts/fact-view.ts';
import type { EffectiveSettings, Sensitivity } from '../../contracts/settings.ts';
import type { NotCheckedReason, Verdict } from '../../contracts/verdict.ts';
import { FIRST_FRAMES } from '../../core/sample/plan.ts';
import { badgeView } from '../../core/show/badge-view.ts';
import { cardView } from '../../core/show/card-view.ts';
import { factsView } from '../../core/show/fact-view.ts';
import { detectorFigures } from '../../detectors/detector-figures.ts';
import { now } from '../../platform/page/clock.ts';
import { FreeCheck } from '../../platform/page/obstacles.ts';
import { Pace } from '../../platform/page/pace.ts';
import { isExtensionAlive } from '../../platform/page/extension-life.ts';
import { readPlayback } from '../../platform/page/playback.ts';
import { SightLine } from '../../platform/page/sight-line.ts';
import { text, textDirection } from '../../platform/text.ts';
import { Badge, type BadgeProps, type CardOpening } from '../../ui/badge/badge.tsx';
import type { BadgePlace } from '../../ui/badge/badge-place.ts';
import { openBadgeLayer, type BadgeLayer } from './badge-layer.ts';
import { extentOf, findSeat, isSeatFree, placeOf, type Seat } from './badge-seat.ts';
import type { CardDesk } from './card-desk.ts';
import { FaceOverlay } from './face-overlay.ts';
import type { Sighting } from './sighting.ts';

/**
 * How often it is made sure that nothing of the page came to lie under a badge, ms; less often where that costs much. A
 * little less than the second in which a still page is followed, or every other time would come too early for it.
 */
const SEAT_EVERY_MS = 900;
const SEAT_REST_TIMES = 1_000;
/** Looking for another seat costs far more than making sure of one, and is only done when something came to lie there. */
const SEARCH_REST_TIMES = 50;
const LONGEST_SEAT_REST_MS = 30_000;
/** Reasons for no check that leave what was declared on the page. */
const FACTS_HOLD: readonly NotCheckedReason[] = ['not-played-yet', 'facts-only'];

interface Shown {
  readonly sighting: Sighting;
  readonly box: HTMLElement;
  readonly sight: SightLine;
  view: BadgeView;
  facts: FactsView;
  seat: Seat | undefined;
  readonly seatCheck: FreeCheck;
  readonly seatPace: Pace;
  readonly searchPace: Pace;
  seatedAtMs: number;
  /** Size of the video when the badge took its seat. */
  seatedOn: string;
  place: BadgePlace | undefined;
  opening: CardOpening;
  /** Where the focus was when a shortcut opened the card. */
  focusBefore: HTMLElement | undefined;
  faces: FaceOverlay | undefined;
  /** States that were spoken: each is said once. */
  readonly spoken: Set<string>;
}

/** Badges outlive a removed extension by half a second, in which its texts are gone. */
const livingText = (key: TextKey, said?: readonly (string | number)[]): string =>
  isExtensionAlive() ? text(key, said) : '';

/** Draws a badge for each sighting that has something to say, all in one element of ours that is there only meanwhile. */
export class Badges {
  readonly #desk: CardDesk;
  readonly #shown = new Map<Sighting, Shown>();
  #sensitivity: Sensitivity = 'quiet';
  #layer: BadgeLayer | undefined;

  constructor(desk: CardDesk) {
    this.#desk = desk;
  }

  show(sighting: Sighting): void {
    if (!isExtensionAlive()) return;
    const view = badgeView(sighting.verdict, this.#sensitivity);
    const facts = factsView(sighting.facts, view.state);
    if (!isWorthShowing(sighting, facts)) {
      this.drop(sighting);
      return;
    }
    const shown = this.#shown.get(sighting) ?? this.#add(sighting, view, facts);
    // Other words and chips have another size. An open card stays where it is.
    const isResized = shown.view.word !== view.word || shown.facts.chips.length !== facts.chips.length;
    if (isResized && shown.opening === 'closed') shown.seat = undefined;
    shown.view = view;
    shown.facts = facts;
    this.#draw(shown);
    this.#follow(shown);
    this.#speak(shown);
  }

  /** Opens the card of a sighting that has a badge and gives it the focus. */
  openCard(sighting: Sighting): void {
    const shown = this.#shown.get(sighting);
    if (shown === undefined) return;
    const { activeElement } = document;
    shown.focusBefore = activeElement instanceof HTMLElement ? activeElement : undefined;
    this.#setOpening(shown, 'by-keys');
  }

  drop(sighting: Sighting): void {
    const shown = this.#shown.get(sighting);
    if (shown === undefined) return;
    shown.faces?.remove();
    render(null, shown.box);
    shown.box.remove();
    this.#layer?.unwatchSize(sighting.video);
    this.#shown.delete(sighting);
    if (this.#shown.size > 0) return;
    this.#layer?.close();
    this.#layer = undefined;
  }

  use(settings: EffectiveSettings): void {
    this.#desk.use(settings);
    this.#sensitivity = settings.values.sensitivity;
    for (const [sighting, { box }] of [...this.#shown]) {
      box.dir = textDirection();
      this.show(sighting);
    }
  }

  #add(sighting: Sighting, view: BadgeView, facts: FactsView): Shown {
    this.#layer ??= openBadgeLayer(
      () => this.#followAll(),
      () => this.#forget(),
    );
    const box = document.createElement('div');
    box.className = 'place';
    box.hidden = true;
    // Not with each look: the same direction once more has the page drawn anew.
    box.dir = textDirection();
    this.#layer.top.shadow.append(box);
    const sight = new SightLine(sighting.video, this.#layer.top.isOurs);
    const shown: Shown = {
      sighting,
      box,
      sight,
      view,
      facts,
      seat: undefined,
      seatCheck: new FreeCheck(),
      seatPace: new Pace(LONGEST_SEAT_REST_MS),
      searchPace: new Pace(LONGEST_SEAT_REST_MS),
      seatedAtMs: -Infinity,
      seatedOn: '',
      place: undefined,
      opening: 'closed',
      focusBefore: undefined,
      faces: undefined,
      spoken: new Set(),
    };
    this.#shown.set(sighting, shown);
    this.#layer.watchSize(sighting.video);
    return shown;
  }

  /** Strong signs speak up; anything else is told only to somebody who asked. */
  #speak({ view, sighting, spoken }: Shown): void {
    const isAnswer = sighting.isAsked && view.state !== 'checking' && view.state !== 'not-checked';
    if ((view.state !== 'strong-signs' && !isAnswer) || spoken.has(view.state)) return;
    spoken.add(view.state);
    this.#layer?.speak(text(view.word));
  }

  /** Whether any badge moved, came or went, or marks faces, which move by themselves. */
  #followAll(): boolean {
    if (!isExtensionAlive()) return false;
    let hasMoved = false;
    for (const shown of this.#shown.values()) {
      const before = shown.place;
      this.#follow(shown);
      hasMoved ||= !isSamePlace(before, shown.place) || shown.faces !== undefined;
    }
    return hasMoved;
  }

  #forget(): void {
    for (const { sight } of this.#shown.values()) sight.forget();
  }

  /** Moves a badge to where its video is now. */
  #follow(shown: Shown): void {
    const { sighting, box, place: before } = shown;
    const layer = this.#layer?.top;
    if (layer === undefined) return;
    this.#seat(shown);
    const place = shown.seat === undefined ? undefined : placeOf(sighting.video, shown.seat, shown.sight);
    shown.place = place;
    box.hidden = place === undefined;
    shown.faces?.draw(sighting);
    if (place === undefined) return;
    if (!isSamePlace(before, place)) {
      box.style.transform = `translate(${place.x}px, ${place.y}px)`;
      box.style.setProperty('--card-height', `${place.cardHeight}px`);
    }
    const isSame =
      before?.atRight === place.atRight && before.opensLeft === place.opensLeft && before.opensUp === place.opensUp;
    if (!isSame) this.#draw(shown);
  }

  /** Takes another seat where the present one is no longer free, but never from under the person's pointer or focus. */
  #seat(shown: Shown): void {
    const { sighting, box, seat, seatCheck, seatPace, searchPace, seatedAtMs, seatedOn } = shown;
    const layer = this.#layer?.top;
    const badge = box.querySelector('.badge');
    if (layer === undefined || badge === null) return;
    const isHeld = shown.opening !== 'closed' || badge.matches(':hover, :focus-within');
    if (seat !== undefined && isHeld) return;
    const { offsetWidth, offsetHeight } = sighting.video;
    const size = `${offsetWidth} ${offsetHeight}`;
    const isNew = seat === undefined || size !== seatedOn;
    const isRested = seatPace.hasRested(SEAT_REST_TIMES) && searchPace.hasRested(SEARCH_REST_TIMES);
    if (!isNew && (now() - seatedAtMs < SEAT_EVERY_MS || !isRested || box.hidden)) return;
    shown.seatedAtMs = now();
    if (!isNew && seatPace.run(() => isSeatFree(seatCheck, sighting.video, badge, layer))) return;

    shown.seatedOn = size;
    if (seat?.isCompact === true) {
      shown.seat = undefined;
      this.#draw(shown);
    }
    box.hidden = false;
    shown.seat = searchPace.run(() => findSeat(sighting.video, extentOf(badge), layer, textDirection()));
    this.#draw(shown);
  }

  #setOpening(shown: Shown, opening: CardOpening): void {
    for (const other of this.#shown.values()) {
      if (other !== shown && other.opening !== 'closed') this.#setOpening(other, 'closed');
    }
    shown.opening = opening;
    if (opening === 'closed') {
      this.#showWhere(shown, false);
      shown.focusBefore?.focus({ preventScroll: true });
      shown.focusBefore = undefined;
    }
    this.#draw(shown);
  }

  #showWhere(shown: Shown, isShown: boolean): void {
    const layer = this.#layer?.top;
    shown.faces?.remove();
    shown.faces = isShown && layer !== undefined ? new FaceOverlay(layer.shadow, livingText) : undefined;
    shown.faces?.draw(shown.sighting);
  }

  #draw(shown: Shown): void {
    const { box, view, facts, place, seat, opening, sighting } = shown;
    const props: BadgeProps = {
      view,
      facts,
      progress: Math.min(sighting.framesLookedAt / FIRST_FRAMES, 1),
      text: livingText,
      atRight: place?.atRight ?? false,
      opensLeft: place?.opensLeft ?? false,
      opensUp: place?.opensUp ?? false,
      isCompact: seat?.isCompact ?? false,
      opening,
      onOpening: (next) => this.#setOpening(shown, next),
      card: opening === 'closed' ? undefined : this.#cardOf(shown),
    };
    render(h(Badge, props), box);
  }

  #cardOf(shown: Shown): NonNullable<BadgeProps['card']> {
    const { sighting } = shown;
    const { verdict, facts, findings, framesLookedAt, video } = sighting;
    const card = cardView({ verdict, facts, findings, framesLookedAt, durationMs: readPlayback(video).durationMs });
    const onChange = (isWhereShown?: boolean): void => {
      if (isWhereShown !== undefined) this.#showWhere(shown, isWhereShown);
      this.#draw(shown);
    };
    return {
      card,
      help: this.#desk.helpOn(card.situations[0], onChange),
      figures: detectorFigures,
      ran: this.#desk.ran(),
      offers: this.#desk.offersFor(sighting),
      isWhereShown: shown.faces !== undefined,
      ports: this.#desk.portsFor(sighting, () => card, onChange),
    };
  }
}

const isSamePlace = (a: BadgePlace | undefined, b: BadgePlace | undefined): boolean =>
  a?.x === b?.x && a?.y === b?.y && a?.cardHeight === b?.cardHeight;

/** A sighting that was looked at, one that the person asked for, or one of which something was declared meanwhile. */
function isWorthShowing(
  { verdict, isAsked }: { readonly verdict: Verdict; readonly isAsked: boolean },
  facts: FactsView,
): boolean {
  if (verdict.state !== 'not-checked' || isAsked) return true;
  return FACTS_HOLD.includes(verdict.reason) && facts.chips.some(({ isOnBadge }) => isOnBadge);
}
