import { describe, expect, test } from 'vitest';
import { chooseNext, type Candidate } from '../../../src/core/sample/choose-next.ts';

const candidate = (name: string, over: Partial<Candidate> = {}) => ({
  name,
  phase: 'first' as const,
  isDue: true,
  visibleAreaPx: 1_000,
  waitedMs: 500,
  ...over,
});
const chosen = (...candidates: ReturnType<typeof candidate>[]) => chooseNext(candidates)?.name;

describe('chooseNext', () => {
  test('the most visible starts first', () => {
    const [small, large] = [
      candidate('small', { waitedMs: Infinity }),
      candidate('large', { waitedMs: Infinity, visibleAreaPx: 9_000 }),
    ];
    expect(chosen(small, large)).toBe('large');
  });
  test('those worked on take turns', () => {
    expect(chosen(candidate('a', { visibleAreaPx: 9_000, waitedMs: 100 }), candidate('b'))).toBe('b');
  });
  test('a fourth waits until one of three is finished', () => {
    const three = ['a', 'b', 'c'].map((name) => candidate(name, { visibleAreaPx: 5_000, isDue: false }));
    expect(chosen(...three, candidate('d'))).toBeUndefined();
  });
  test('first frames come before a closer look', () => {
    const closer = ['a', 'b', 'c'].map((name) =>
      candidate(name, { phase: 'closer', visibleAreaPx: 9_000, waitedMs: 100 }),
    );
    expect(chosen(...closer, candidate('new'))).toBe('new');
  });
  test('a patrol only fills the gaps', () => {
    const patrol = candidate('patrol', { phase: 'patrol', waitedMs: 60_000 });
    expect(chosen(patrol, candidate('new'))).toBe('new');
    expect(chosen(patrol, candidate('new', { isDue: false }))).toBe('patrol');
  });
  test('nothing due, nothing chosen', () => {
    expect(chosen(candidate('a', { isDue: false }))).toBeUndefined();
  });
});
