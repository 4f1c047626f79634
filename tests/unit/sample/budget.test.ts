import { describe, expect, it } from 'vitest';
import { BURST_MS, createBudget } from '../../../src/core/sample/budget.ts';

const RATE = 20_000;

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

  it('saving lets it drain more slowly', () => {
    const budget = createBudget();
    budget.spend(BURST_MS + 1_000, 0, 6_000);
    expect(budget.restMs(0, 6_000)).toBe(10_000);
  });
});
