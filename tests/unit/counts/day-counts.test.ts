import { describe, expect, it } from 'vitest';
import { createAnswerTally, MOST_TOLD_APART } from '../../../src/core/counts/answer-tally.ts';
import { sumOfCounts, totalOf } from '../../../src/core/counts/day-counts.ts';

describe('answer tally', () => {
  it('media that comes back counts once, by its latest answer', () => {
    const tally = createAnswerTally();
    expect(tally.enter('a', 'no-signs')).toBe(true);
    expect(tally.enter('a', 'no-signs')).toBe(false);
    expect(tally.enter('b', 'could-not-check')).toBe(true);
    expect(tally.enter('a', 'strong-signs')).toBe(true);
    expect(tally.counts()).toEqual({ 'strong-signs': 1, 'could-not-check': 1 });
  });

  it('an endless feed is counted in full, though only its end is remembered', () => {
    const tally = createAnswerTally();
    for (let media = 0; media < 3 * MOST_TOLD_APART; media += 1) tally.enter(media, 'no-signs');
    expect(tally.counts()).toEqual({ 'no-signs': 3 * MOST_TOLD_APART });
  });
});

it('the counts of several documents add up', () => {
  const sum = sumOfCounts([{ 'no-signs': 2, unclear: 1 }, { 'no-signs': 3 }, {}]);
  expect(sum).toEqual({ 'no-signs': 5, unclear: 1 });
  expect(totalOf(sum)).toBe(6);
});
