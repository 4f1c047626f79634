import { now } from './clock.ts';

/** Rests of work whose cost is only known afterwards: nothing on most pages, much on a few. */
export class Pace {
  readonly #longestMs: number;
  #endedAtMs = -Infinity;
  #tookMs = 0;

  /** No rest is longer than `longestMs`: what made the work slow once may be over. */
  constructor(longestMs: number) {
    this.#longestMs = longestMs;
  }

  /** Whether the last work lies back `times` as long as it took, and at least so long. */
  hasRested(times: number, leastMs = 0): boolean {
    return now() - this.#endedAtMs >= Math.max(leastMs, Math.min(times * this.#tookMs, this.#longestMs));
  }

  run<Answer>(work: () => Answer): Answer {
    const startedAtMs = now();
    const answer = work();
    this.#endedAtMs = now();
    this.#tookMs = this.#endedAtMs - startedAtMs;
    return answer;
  }
}
