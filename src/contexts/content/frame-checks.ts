import type { Failure } from '../../contracts/failure.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { FrameFindings } from '../../contracts/score.ts';
import type { Verdict } from '../../contracts/verdict.ts';
import { afterFailure, type NextMove } from '../../core/sample/after-failure.ts';
import { chooseNext, type Candidate } from '../../core/sample/choose-next.ts';
import { keepFindings } from '../../core/sample/keep-findings.ts';
import { doubtFramesAfter, isFrameDue, MOST_FRAMES } from '../../core/sample/plan.ts';
import { grabFrame } from '../../platform/capture/grab-frame.ts';
import { grabVisible } from '../../platform/capture/grab-visible.ts';
import { presentedFrame } from '../../platform/capture/presented-frame.ts';
import { logFailure } from '../../platform/log/log-failure.ts';
import type { FramesClient } from '../../platform/offscreen/connect-frames.ts';
import { now } from '../../platform/page/clock.ts';
import { readPlayback } from '../../platform/page/playback.ts';
import type { KeptChecks } from './kept-checks.ts';
import type { PageSightings } from './page-sightings.ts';
import { phaseOf, type Sighting } from './sighting.ts';

/** Pause before a failed engine is asked once more about the same sighting: a killed worker is back by then, ms. */
const RETRY_AFTER_MS = 5_000;

export interface FrameChecksPorts {
  readonly sightings: PageSightings;
  readonly inspector: Pick<FramesClient, 'inspect' | 'reReadFrame' | 'restMs'>;
  readonly judge: (findings: readonly FrameFindings[]) => Verdict;
  /** Whether one frame by itself calls for a closer look. */
  readonly raisesDoubt: (found: FrameFindings) => boolean;
  readonly kept: Pick<KeptChecks, 'restore'>;
  /** The extension is gone from under the page. */
  readonly leave: () => void;
}

const OPTIONS = { scoreGated: false };
const VIDEO_GONE: Outcome<never> = { ok: false, failure: { code: 'page.video-gone', stage: 'sample' } };
const isTopDocument = window === window.top;

function candidateOf(sighting: Sighting, sightings: PageSightings): Candidate & { readonly sighting: Sighting } {
  const { durationMs, positionMs } = readPlayback(sighting.video);
  const { takenAtMs, playedSinceLastMs, lookTookMs, hasCut } = sighting;
  const phase = phaseOf(sighting);
  return {
    sighting,
    phase,
    isDue: isFrameDue({ phase, takenAtMs, durationMs, playedSinceLastMs, lookTookMs, hasCut }, positionMs),
    visibleAreaPx: sightings.visibleAreaPx(sighting),
    waitedMs: now() - sighting.lastFrameAtMs,
  };
}

/** Takes frames of the sightings that may be checked, one in flight in the document, and enters what they say. */
export class FrameChecks {
  readonly #ports: FrameChecksPorts;
  #isBusy = false;

  constructor(ports: FrameChecksPorts) {
    this.#ports = ports;
  }

  /** Takes the next frame that is due, and the next, until none is. */
  async run(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) await this.#check(next);
    } catch (problem) {
      const detail = problem instanceof Error ? problem.message : 'unknown';
      logFailure({ code: 'bug.invariant-broken', stage: 'sample', detail });
    } finally {
      this.#isBusy = false;
    }
  }

  #next(): Sighting | undefined {
    const { sightings, inspector } = this.#ports;
    if (inspector.restMs() > 0) return undefined;
    const candidates = sightings
      .inView()
      .filter(
        ({ eligibility, gaveUp, restsUntilMs }) =>
          eligibility === 'check' && gaveUp === undefined && restsUntilMs <= now(),
      )
      .map((sighting) => candidateOf(sighting, sightings));
    return chooseNext(candidates)?.sighting;
  }

  async #check(sighting: Sighting): Promise<void> {
    sighting.lastFrameAtMs = now();
    if (!this.#ports.sightings.lookOver(sighting)) return;
    if (this.#ports.kept.restore(sighting)) {
      this.#ports.sightings.update(sighting);
      return;
    }
    const { signal } = sighting.life;
    const outcome = await this.#inspect(sighting, signal);
    if (signal.aborted) return;
    if (outcome.ok) this.#enter(sighting, outcome.value);
    else this.#fail(sighting, outcome.failure);
    this.#ports.sightings.update(sighting);
  }

  async #inspect(sighting: Sighting, signal: AbortSignal): Promise<Outcome<FrameFindings>> {
    const { video, route } = sighting;
    const { inspector } = this.#ports;
    if (route === 're-read') {
      const mediaTimeMs = await presentedFrame(video, signal);
      if (mediaTimeMs === undefined) return VIDEO_GONE;
      return inspector.reReadFrame(video.currentSrc, mediaTimeMs, OPTIONS, signal);
    }
    const taken = route === 'element' ? await grabFrame(video, signal) : await grabVisible(video);
    if (!taken.ok) return taken;
    return inspector.inspect(taken.value, OPTIONS, signal);
  }

  #enter(sighting: Sighting, found: FrameFindings): void {
    sighting.doubtFrames = doubtFramesAfter(phaseOf(sighting), sighting.doubtFrames, this.#ports.raisesDoubt(found));
    sighting.usedRoute = sighting.route;
    sighting.engineFailures = 0;
    sighting.framesLookedAt += 1;
    sighting.takenAtMs = [...sighting.takenAtMs, found.mediaTimeMs].slice(-MOST_FRAMES);
    sighting.playedSinceLastMs = 0;
    sighting.lookTookMs = now() - sighting.lastFrameAtMs;
    sighting.hasCut = false;
    sighting.findings = keepFindings(sighting.findings, found);
    sighting.judged = this.#ports.judge(sighting.findings);
    found.failures.forEach(logFailure);
  }

  #fail(sighting: Sighting, failure: Failure): void {
    const { route, engineFailures, video } = sighting;
    const canReRead = /^https?:/.test(video.currentSrc) && video.srcObject === null;
    const move = afterFailure({ code: failure.code, route, canReRead, canCaptureTab: isTopDocument, engineFailures });
    if (move.kind !== 'leave') logFailure(failure);
    this.#follow(sighting, move);
  }

  #follow(sighting: Sighting, move: NextMove): void {
    switch (move.kind) {
      case 'use-route':
        sighting.route = move.route;
        return;
      case 'retry-later':
        sighting.engineFailures += 1;
        sighting.restsUntilMs = now() + RETRY_AFTER_MS;
        return;
      case 'give-up':
        sighting.gaveUp = move.reason;
        return;
      case 'skip':
        return;
      case 'leave':
        this.#ports.leave();
    }
  }
}
