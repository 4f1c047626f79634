import { describe, expect, it } from 'vitest';
import { BURST_SHARE, createBudget, msAMinute, MS_A_MINUTE } from '../../../src/core/sample/budget.ts';

const RATE = MS_A_MINUTE.standard;
const BURST_MS = BURST_SHARE * RATE;

describe('the budget', () => {
  it('a burst costs no rest, what goes beyond it does', () => {
    const budget = createBudget();
    budget.spend(BURST_MS, 1_000, RATE);
    expect(budget.restMs(1_000, RATE)).toBe(0);
    budget.spend(500, 1_000, RATE);
    expect(budget.restMs(1_000, RATE)).toBe(1_500);
    expect(budget.restMs(2_500, RATE)).toBe(0);
  });

  it('whoever works whenever allowed spends the rate and one burst, not more', () => {
    const budget = createBudget();
    let spentMs = 0;
    for (let nowMs = 0; nowMs < 600_000; nowMs += 250) {
      if (budget.restMs(nowMs, RATE) > 0) continue;
      budget.spend(250, nowMs, RATE);
      spentMs += 250;
    }
    expect(spentMs).toBeGreaterThan(10 * RATE);
    expect(spentMs).toBeLessThanOrEqual(10 * RATE + BURST_MS + 500);
  });

  it('the same work calls for more rest when saving, for less when generous', () => {
    const rests = (['saving', 'standard', 'generous'] as const).map((choice) => {
      const budget = createBudget();
      budget.spend(40_000, 0, msAMinute(choice, false));
      return budget.restMs(0, msAMinute(choice, false));
    });
    expect(rests).toEqual([355_000, 75_000, 15_000]);
  });

  it('a change of mind holds for what was spent before', () => {
    const budget = createBudget();
    budget.spend(20_000, 0, MS_A_MINUTE.saving);
    expect(budget.restMs(0, MS_A_MINUTE.saving)).toBeGreaterThan(0);
    expect(budget.restMs(0, MS_A_MINUTE.generous)).toBe(0);
  });

  it('a low battery saves whatever was chosen', () => {
    expect(msAMinute('generous', true)).toBe(MS_A_MINUTE.saving);
  });
});
