import { describe, expect, test } from 'vitest';
import {
  doubtFramesAfter,
  FRAMES_APART_MS,
  isFrameDue,
  patrolMs,
  samplePhase,
  type SampleProgress,
} from '../../../src/core/sample/plan.ts';

describe('samplePhase', () => {
  test.each<[string, number, Parameters<typeof samplePhase>[1], string, number?]>([
    ['four frames come first', 3, 'no-signs', 'first'],
    ['no signs need no closer look', 4, 'no-signs', 'patrol'],
    ['strong signs need no closer look', 4, 'strong-signs', 'patrol'],
    ['some signs do', 4, 'some-signs', 'closer'],
    ['doubt does', 15, 'unclear', 'closer'],
    ['a face may come later', 8, 'could-not-check', 'closer'],
    ['sixteen frames are enough for signs', 16, 'some-signs', 'patrol'],
    ['evidence inside the dead band is looked at twice as long', 31, 'unclear', 'closer'],
    ['but no longer', 32, 'unclear', 'patrol'],
    ['a doubtful look on patrol calls for a closer one', 40, 'no-signs', 'closer', 3],
  ])('%s', (_claim, frames, state, expected, doubtFrames = 0) => {
    expect(samplePhase(frames, state, doubtFrames)).toBe(expected);
  });
});

const first: SampleProgress = {
  phase: 'first',
  takenAtMs: [1_000],
  durationMs: 60_000,
  playedSinceLastMs: 100,
  lookTookMs: 250,
  hasCut: false,
};

describe('doubtFramesAfter', () => {
  test('a doubtful look on patrol asks for six more, which count down', () => {
    expect(doubtFramesAfter('patrol', 0, true)).toBe(6);
    expect(doubtFramesAfter('closer', 6, true)).toBe(5);
    expect(doubtFramesAfter('closer', 1, false)).toBe(0);
  });
  test('a calm one asks for none, and the first looks are close anyway', () => {
    expect(doubtFramesAfter('patrol', 0, false)).toBe(0);
    expect(doubtFramesAfter('first', 0, true)).toBe(0);
  });
});

describe('isFrameDue', () => {
  test.each<[string, Partial<SampleProgress>, number, boolean]>([
    ['the first frame is due at once', { takenAtMs: [] }, 0, true],
    ['a neighbouring frame is not', {}, 1_399, false],
    ['400 ms later one is', {}, 1_400, true],
    ['a position seen before is not due again', { takenAtMs: [1_000, 1_400, 5_000] }, 1_100, false],
    ['a 1 s clip is looked at every 250 ms', { takenAtMs: [100], durationMs: 1_000 }, 350, true],
    ['an endless stream keeps the usual distance', { durationMs: 0 }, 1_400, true],
    ['a patrol waits', { phase: 'patrol', playedSinceLastMs: 7_999 }, 30_000, false],
    ['a patrol looks after 8 s of playing', { phase: 'patrol', playedSinceLastMs: 8_000 }, 1_000, true],
    ['on a slow device after 6 s', { phase: 'patrol', playedSinceLastMs: 6_000, lookTookMs: 1_500 }, 1_000, true],
    [
      'before it is known how slow, too',
      { phase: 'patrol', playedSinceLastMs: 6_000, lookTookMs: Infinity },
      1_000,
      true,
    ],
    ['a patrol looks after a cut', { phase: 'patrol', playedSinceLastMs: 2_000, hasCut: true }, 30_000, true],
    [
      'but not at every cut of a fast video',
      { phase: 'patrol', playedSinceLastMs: 1_999, hasCut: true },
      30_000,
      false,
    ],
    ['a clip stuck at one place is looked at in the end', { playedSinceLastMs: 8_000 }, 1_000, true],
  ])('%s', (_claim, progress, positionMs, expected) => {
    expect(isFrameDue({ ...first, ...progress }, positionMs)).toBe(expected);
  });

  test.each([1_200, 3_000, 5_000, 6_000])('a loop of %d ms has room for all sixteen frames', (durationMs) => {
    const takenAtMs: number[] = [];
    for (let clockMs = 0; clockMs < 3 * durationMs && takenAtMs.length < 16; clockMs += 33) {
      const phase = takenAtMs.length < 4 ? 'first' : 'closer';
      const positionMs = clockMs % durationMs;
      if (isFrameDue({ ...first, phase, takenAtMs, durationMs, playedSinceLastMs: 0 }, positionMs))
        takenAtMs.push(positionMs);
    }
    expect(takenAtMs).toHaveLength(16);
    expect(new Set(takenAtMs).size).toBe(16);
  });
});

describe('patrolMs', () => {
  test.each([50, 250, 500, 1_000])(
    'three looks of %d ms fit into ten seconds that begin right after a look',
    (tookMs) => {
      const lateMs = 283;
      const firstAtMs = tookMs + patrolMs(tookMs) + lateMs;
      const thirdAtMs = firstAtMs + 2 * (Math.max(FRAMES_APART_MS, tookMs) + lateMs);
      expect(thirdAtMs).toBeLessThan(10_000);
    },
  );
});
