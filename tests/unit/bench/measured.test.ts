import { describe, expect, it } from 'vitest';
import { atMost, known, ratioOfPairs, spread } from '../../../bench/measured.ts';

const command = 'npm run bench -- size';
const bound = 'the machine';

describe('figures of the bench', () => {
  it('a limit that is reached is met; one that is passed is missed and says what bounds it', () => {
    expect(atMost('a', 1.5, { n: 3, command, most: 1.5, unit: 's', bound })).toEqual({
      name: 'a',
      target: '≤ 1.5 s',
      value: 1.5,
      met: true,
      n: 3,
      command,
    });
    expect(atMost('a', 1.5004, { n: 3, command, most: 1.5, bound })).toMatchObject({
      met: false,
      target: '≤ 1.5',
      bound,
    });
  });

  it('a figure without a target is neither met nor missed, and has three digits', () => {
    expect(known('a', 12.3456, { n: 1, command })).toMatchObject({ target: null, met: null, value: 12.3 });
  });

  it.each([
    [NaN, 1],
    [Infinity, 1],
    [0, 0],
  ])('%d of %d measurements is no figure', (value, n) => {
    expect(() => known('a', value, { n, command })).toThrow(RangeError);
    expect(() => atMost('a', value, { n, command, most: 1, bound })).toThrow(RangeError);
  });

  it('a ratio is taken within each round before the median: what slows a whole round changes nothing', () => {
    expect(ratioOfPairs([2, 20, 4], [1, 10, 2])).toBe(2);
    expect(ratioOfPairs([2, 3, 40], [1, 1, 10])).toBe(3);
    expect(() => ratioOfPairs([], [])).toThrow(RangeError);
    expect(() => ratioOfPairs([1, 2], [1])).toThrow(RangeError);
  });

  it('a spread is the median and the 95th percentile; none of nothing', () => {
    expect(spread([1, 2, 3])).toEqual({ median: 2, p95: 2.9, n: 3 });
    expect(() => spread([])).toThrow(RangeError);
  });
});
