import type { Sensitivity, Settings, SiteLevel } from '../../contracts/settings.ts';
import { eligibility } from '../../core/find/eligibility.ts';
import { isSameMedia } from '../../core/find/same-media.ts';
import { sightingVerdict } from '../../core/find/sighting-verdict.ts';
import { lowestLevel } from '../../core/settings/site-level.ts';
import { every, now } from '../../platform/page/clock.ts';
import { isInPictureInPicture } from '../../platform/page/picture-in-picture.ts';
import { readPlayback, type Playback } from '../../platform/page/playback.ts';
import { isInFullscreen } from '../../platform/page/shadow-roots.ts';
import { watchVideos, type MediaEvent } from '../../platform/page/watch-videos.ts';
import { watchVisibility, type VisibilityWatch } from '../../platform/page/watch-visibility.ts';
import type { SiteAdapter } from '../../sites/adapter.ts';
import { createSighting, type Sighting } from './sighting.ts';

/** How often the videos in view are looked over, ms. */
const LOOK_OVER_MS = 250;
/** How often the site's adapter is asked about a video in view, ms; it reads the page's layout. */
const ROLE_EVERY_MS = 1_000;
/** So much of a video, or of the viewport by it, makes it visible. */
const VISIBLE_SHARE = 0.5;

export interface PageSightingsPorts {
  readonly adapter: SiteAdapter;
  /** Host names that this document belongs to. */
  readonly hosts: readonly string[];
  /** A sighting began, or its verdict changed. */
  readonly onChange: (sighting: Sighting) => void;
  readonly onEnd: (sighting: Sighting) => void;
  /** The engine wants to be left alone for a while. */
  readonly isOverBudget: () => boolean;
  /** The videos in view were looked over. */
  readonly onLookedOver: () => void;
}

/** Keeps one sighting for each video of the page and tells of each change. Until `use` is called nothing is checked. */
export class PageSightings {
  readonly #ports: PageSightingsPorts;
  readonly #byVideo = new Map<HTMLVideoElement, Sighting>();
  /** Videos of which at least a corner is in view, or all in a window of its own: the only ones that cost anything. */
  readonly #near = new Set<HTMLVideoElement>();
  readonly #visibility: VisibilityWatch;
  #level: SiteLevel = 'off';
  #sensitivity: Sensitivity = 'quiet';
  #isLiveAsked = false;
  #lookedOverAtMs = now();

  constructor(ports: PageSightingsPorts, signal: AbortSignal) {
    this.#ports = ports;
    this.#visibility = watchVisibility((video) => this.#onVisibility(video), signal);
    watchVideos(
      {
        onFound: (video) => this.#onFound(video),
        onLost: (video) => this.#onLost(video),
        onMedia: (video, event) => this.#onMedia(video, event),
        onScrolled: () => this.#hurryFar(),
      },
      signal,
    );
    every(LOOK_OVER_MS, () => this.#near.size > 0 && this.#lookOverAll(), signal);
    document.addEventListener('visibilitychange', () => this.#lookOverAll(), { signal });
    signal.addEventListener('abort', () => {
      for (const sighting of this.all()) this.#end(sighting);
    });
  }

  all(): readonly Sighting[] {
    return [...this.#byVideo.values()];
  }

  /** Those of which at least a corner is in view: whatever is done again and again is done for them alone. */
  inView(): readonly Sighting[] {
    return [...this.#near].map((video) => this.#byVideo.get(video)).filter((sighting) => sighting !== undefined);
  }

  visibleAreaPx({ video }: Sighting): number {
    return this.#visibility.of(video).areaPx;
  }

  /** Recomputes a sighting's verdict after something in it changed. */
  update(sighting: Sighting): void {
    const verdict = sightingVerdict(sighting);
    // Verdicts are made of plain values.
    if (JSON.stringify(verdict) === JSON.stringify(sighting.verdict)) return;
    sighting.verdict = verdict;
    this.#ports.onChange(sighting);
  }

  /** Tells of a sighting of which something else than its verdict changed. */
  tell(sighting: Sighting): void {
    this.#ports.onChange(sighting);
  }

  /** Looks at a video afresh. False when it may not be sampled now, also because it is another sighting by now. */
  lookOver(sighting: Sighting, isRoleDue = true): boolean {
    const playback = readPlayback(sighting.video);
    if (!isSameMedia(sighting.media, { ...sighting.media, source: playback.source })) {
      this.#renew(sighting);
      return false;
    }
    sighting.media = { ...sighting.media, source: playback.source };
    if (isRoleDue && this.#isWanted(sighting) && !this.#readRole(sighting)) return false;
    this.#judgeEligibility(sighting, playback);
    return sighting.eligibility === 'check';
  }

  /** Takes over changed settings. Another level of the site takes back what was found. */
  use(settings: Settings): void {
    const before = this.#level;
    this.#level = lowestLevel(settings, this.#ports.hosts);
    this.#sensitivity = settings.sensitivity;
    if (this.#level !== before) for (const sighting of this.all()) this.#renew(sighting);
    this.#judgeAll();
  }

  /** Looks at this video whatever the settings say, for as long as it shows what it shows now. */
  askFor(sighting: Sighting): void {
    sighting.isAsked = true;
    // Shown from now on, also where it cannot be looked at.
    this.#ports.onChange(sighting);
    this.lookOver(sighting);
  }

  /** Of the videos in view the one of which most is seen. */
  mostInView(): Sighting | undefined {
    const inView = this.inView().filter(({ video }) => this.#isVisible(video));
    return inView.sort((a, b) => this.visibleAreaPx(b) - this.visibleAreaPx(a))[0];
  }

  /** The same for each video in view. */
  askForAllInView(): void {
    for (const sighting of this.all()) if (this.#isVisible(sighting.video)) this.askFor(sighting);
  }

  /** Looks at live camera and call videos too, until the document goes. */
  checkLive(): void {
    this.#isLiveAsked = true;
    this.#judgeAll();
  }

  #begin(video: HTMLVideoElement): void {
    const sighting = createSighting(video);
    this.#byVideo.set(video, sighting);
    this.#ports.onChange(sighting);
  }

  #end(sighting: Sighting): void {
    sighting.life.abort();
    this.#byVideo.delete(sighting.video);
    this.#ports.onEnd(sighting);
  }

  #renew(sighting: Sighting): void {
    this.#end(sighting);
    this.#begin(sighting.video);
  }

  #onFound(video: HTMLVideoElement): void {
    this.#begin(video);
    this.#visibility.watch(video);
  }

  #onLost(video: HTMLVideoElement): void {
    this.#visibility.unwatch(video);
    this.#near.delete(video);
    const sighting = this.#byVideo.get(video);
    if (sighting !== undefined) this.#end(sighting);
  }

  #onMedia(video: HTMLVideoElement, event: MediaEvent): void {
    const sighting = this.#byVideo.get(video);
    if (sighting === undefined) return;
    if (event === 'emptied') this.#renew(sighting);
    else if (event === 'encrypted') sighting.gaveUp = 'protected';
    else if (event === 'playing' && !this.#near.has(video)) this.#visibility.hurry(video);
    this.#noteNear(video);
    const current = this.#byVideo.get(video);
    if (current === undefined) return;
    if (this.#near.has(video)) this.lookOver(current, false);
    else if (event === 'leavepictureinpicture') this.#judgeEligibility(current, readPlayback(video));
  }

  #onVisibility(video: HTMLVideoElement): void {
    const sighting = this.#byVideo.get(video);
    if (sighting === undefined) return;
    this.#noteNear(video);
    this.#judgeEligibility(sighting, readPlayback(video));
  }

  /** Scrolling may end at videos that were far away when last measured. */
  #hurryFar(): void {
    for (const video of this.#byVideo.keys()) if (!this.#near.has(video)) this.#visibility.hurry(video);
  }

  #noteNear(video: HTMLVideoElement): void {
    if (this.#visibility.of(video).ratio > 0 || isInPictureInPicture(video)) this.#near.add(video);
    else this.#near.delete(video);
  }

  #lookOverAll(): void {
    const sinceMs = now() - this.#lookedOverAtMs;
    this.#lookedOverAtMs += sinceMs;
    for (const video of [...this.#near]) {
      const sighting = this.#byVideo.get(video);
      if (sighting === undefined) continue;
      const isRoleDue = now() - sighting.roleReadAtMs >= ROLE_EVERY_MS;
      if (this.lookOver(sighting, isRoleDue)) sighting.playedSinceLastMs += sinceMs;
    }
    this.#ports.onLookedOver();
  }

  /** Asks the site's adapter. False when its answer makes this another sighting. */
  #readRole(sighting: Sighting): boolean {
    // Whoever puts a video on the whole screen wants to watch it, though it then looks like a page's background.
    if (isInFullscreen(sighting.video)) return true;
    const role = this.#ports.adapter.roleOf(sighting.video);
    const isContent = role.kind === 'content';
    const media = { ...sighting.media, anchor: isContent ? role.anchor : undefined };
    const isFirst = sighting.roleReadAtMs === -Infinity;
    if (!isFirst && (isContent !== sighting.isContent || !isSameMedia(sighting.media, media))) {
      this.#renew(sighting);
      return false;
    }
    sighting.isContent = isContent;
    sighting.media = media;
    sighting.roleReadAtMs = now();
    return true;
  }

  /** Whether it matters what the site's adapter says of it. */
  #isWanted({ isAsked }: Sighting): boolean {
    return this.#level !== 'off' && !isAsked;
  }

  #judgeAll(): void {
    for (const sighting of this.all()) this.#judgeEligibility(sighting, readPlayback(sighting.video));
  }

  #judgeEligibility(sighting: Sighting, playback: Playback): void {
    sighting.eligibility = eligibility({
      level: this.#level,
      sensitivity: this.#sensitivity,
      isAsked: sighting.isAsked,
      isContent: sighting.isContent,
      hasLiveStream: playback.hasLiveStream,
      isLiveAsked: this.#isLiveAsked,
      displayed: this.#visibility.of(sighting.video).displayed,
      intrinsic: playback.intrinsic,
      isVisible: this.#isVisible(sighting.video),
      isPlaying: playback.isPlaying,
      isOverBudget: this.#ports.isOverBudget(),
    });
    const isWanted = sighting.eligibility === 'check' || sighting.eligibility === 'not-played-yet';
    if (isWanted && playback.isProtected) sighting.gaveUp = 'protected';
    if (isWanted && playback.isBroken) sighting.gaveUp ??= 'undecodable';
    this.update(sighting);
  }

  #isVisible(video: HTMLVideoElement): boolean {
    // Of a tab behind others nobody could be told.
    if (document.hidden) return false;
    if (isInPictureInPicture(video)) return true;
    const { ratio, areaPx } = this.#visibility.of(video);
    const isInView = ratio >= VISIBLE_SHARE || areaPx >= VISIBLE_SHARE * innerWidth * innerHeight;
    return isInView && ratio > 0 && video.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }
}
