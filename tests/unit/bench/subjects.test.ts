import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memoryAround } from '../../../bench/memory.ts';
import { stagesByName } from '../../../bench/stages.ts';
import { SUBJECTS, subjectsFor } from '../../../bench/subjects.ts';

describe('subjects of the bench', () => {
  it('no word means all, a group its members, and names keep their order and come once', () => {
    expect(subjectsFor([])).toEqual(Object.keys(SUBJECTS));
    expect(subjectsFor(['twins', 'size', 'size'])).toEqual(['size', 'twins']);
    expect(subjectsFor(['engine'])).toContain('memory');
    expect(subjectsFor(['engine'])).not.toContain('twins');
  });

  it('an unknown word is named, whatever stands beside it', () => {
    expect(() => subjectsFor(['size', 'sice', 'toString'])).toThrow(/sice, toString/);
  });

  it('bench/README.md explains each', () => {
    const readme = existsSync('bench/README.md') ? readFileSync('bench/README.md', 'utf8') : '';
    for (const name of Object.keys(SUBJECTS)) expect(readme).toContain(`\`${name}\``);
  });

  it('memory at a time is the median of the readings near it, and there must be one', () => {
    const readings = [5, 45, 60, 75, 200].map((atS) => ({ atS, megabytes: atS, posts: 0, answers: 0 }));
    expect(memoryAround(readings, 60)).toEqual({ megabytes: 60, n: 3 });
    expect(() => memoryAround(readings, 600)).toThrow(RangeError);
  });

  it('the whole check stands last among its stages', () => {
    const times = { wholeMs: 9, finderMs: 1, secondLookMs: 2, cutsMs: 3, detectorsMs: { one: 2 } };
    expect(Object.entries(stagesByName(times)).at(-1)).toEqual(['whole check', 9]);
  });
});
