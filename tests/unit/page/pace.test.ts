import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from '../../../src/platform/page/pace.ts';

describe('a pace', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => vi.useRealTimers());
  const workFor = (ms: number) => () => vi.advanceTimersByTime(ms);

  it('lets the first work go at once, and work that costs nothing as often as one likes', () => {
    const pace = new Pace(30_000);
    expect(pace.hasRested(1_000)).toBe(true);
    pace.run(workFor(0));
    expect(pace.hasRested(1_000)).toBe(true);
  });

  it('rests in proportion to what the last work took', () => {
    const pace = new Pace(30_000);
    pace.run(workFor(20));
    vi.advanceTimersByTime(999);
    expect(pace.hasRested(50)).toBe(false);
    vi.advanceTimersByTime(1);
    expect(pace.hasRested(50)).toBe(true);
    expect(pace.hasRested(1_000)).toBe(false);
  });

  it('rests no longer than its longest rest', () => {
    const pace = new Pace(5_000);
    pace.run(workFor(400));
    vi.advanceTimersByTime(5_000);
    expect(pace.hasRested(1_000)).toBe(true);
  });

  it('hands on what the work gives', () => {
    expect(new Pace(1).run(() => 'seen')).toBe('seen');
  });
});
