import type { BudgetChoice } from '../../contracts/settings.ts';

/** Time that checking may take, milliseconds in a minute: a tenth, a third or two thirds of one core. */
export const MS_A_MINUTE: Readonly<Record<BudgetChoice, number>> = {
  saving: 6_000,
  standard: 20_000,
  generous: 40_000,
};

/** How much of a minute's budget may be spent at once after a rest: a screen full of videos. */
export const BURST_SHARE = 0.75;

/** What checking may take now. A battery that is low saves whatever was chosen. */
export function msAMinute(chosen: BudgetChoice, isBatteryLow: boolean): number {
  return MS_A_MINUTE[isBatteryLow ? 'saving' : chosen];
}

/** A leaking bucket: what was spent, and how long it takes until there is room again. The rate may change as it goes. */
export interface Budget {
  /** Enters work that took so long, ended at this time of the clock, at this rate a minute. */
  readonly spend: (tookMs: number, nowMs: number, rateMs: number) => void;
  /** How long to rest before the next work, ms; 0 when there is room. */
  readonly restMs: (nowMs: number, rateMs: number) => number;
}

/** An empty bucket. */
export function createBudget(): Budget {
  let levelMs = 0;
  let asOfMs = -Infinity;
  const drain = (nowMs: number, rateMs: number): number => {
    const drained = Math.max(0, levelMs - ((nowMs - asOfMs) * rateMs) / 60_000);
    return asOfMs === -Infinity ? 0 : drained;
  };
  return {
    spend: (tookMs, nowMs, rateMs) => {
      levelMs = drain(nowMs, rateMs) + tookMs;
      asOfMs = nowMs;
    },
    restMs: (nowMs, rateMs) => {
      const overMs = drain(nowMs, rateMs) - BURST_SHARE * rateMs;
      return overMs <= 0 ? 0 : Math.ceil((overMs * 60_000) / rateMs);
    },
  };
}
