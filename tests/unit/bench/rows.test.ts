import { describe, expect, it } from 'vitest';
import { barsOf, tableOf } from '../../../bench/rows.ts';

describe('rows of measurements', () => {
  const rows = [{ name: 'cuts', values: [1, 3, 2] }];

  it('become bars and lines of a table with the same figures', () => {
    expect(barsOf(rows)).toEqual([{ name: 'cuts', value: 2, p95: 2.9 }]);
    expect(tableOf('ms', rows).split('\n').at(-1)).toBe('| cuts | 2 | 2.9 | 3 |');
  });

  it('a row without values is an error', () => {
    expect(() => barsOf([{ name: 'cuts', values: [] }])).toThrow(RangeError);
    expect(() => tableOf('ms', [{ name: 'cuts', values: [] }])).toThrow(RangeError);
  });
});
