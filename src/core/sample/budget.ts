/** Time that checking may take, milliseconds in a minute: a third of one core. */
export const BUDGET_MS_A_MINUTE = 20_000;
/** On a battery that runs low. */
export const SAVING_MS_A_MINUTE = 6_000;
/** What may be spent at once after a rest: a screen full of videos. */
export const BURST_MS = 15_000;

/** A leaking bucket: what was spent, and how long it takes until there is room again. */
export interface Budget {
  /** Enters work that took so long, ended at this time of the clock, at this rate. */
  readonly spend: (tookMs: number, nowMs: number, msAMinute: number) => void;
  /** How long to rest before the next work, ms; 0 when there is room. */
  readonly restMs: (nowMs: number, msAMinute: number) => number;
}

/** An empty bucket. */
export function createBudget(): Budget {
  let levelMs = 0;
  let asOfMs = -Infinity;
  const drain = (nowMs: number, msAMinute: number): number => {
    const drained = Math.max(0, levelMs - ((nowMs - asOfMs) * msAMinute) / 60_000);
    return asOfMs === -Infinity ? 0 : drained;
  };
  return {
    spend: (tookMs, nowMs, msAMinute) => {
      levelMs = drain(nowMs, msAMinute) + tookMs;
      asOfMs = nowMs;
    },
    restMs: (nowMs, msAMinute) => {
      const overMs = drain(nowMs, msAMinute) - BURST_MS;
      return overMs <= 0 ? 0 : Math.ceil((overMs * 60_000) / msAMinute);
    },
  };
}
