import { describe, expect, it } from 'vitest';
import { judge, raisesDoubt, VIDEO_MIN_FRAMES_SCORED } from '../../../src/core/judge/judge.ts';
import { stretchesOf } from '../../../src/core/weigh/stretches.ts';
import { faceAt, finding, frame, PLAIN_FUSION } from '../../support/findings.ts';

const policy = { fusion: PLAIN_FUSION, minFramesScored: VIDEO_MIN_FRAMES_SCORED };
const person = faceAt(640, 300);
const look = (second: number, evidence: number) => frame(second * 1000, finding(person, evidence));
const times = (seconds: readonly number[]) => seconds.map((second) => ({ mediaTimeMs: second * 1000 }));

describe('stretches', () => {
  it('are looks close together; lone looks belong to none', () => {
    const found = stretchesOf(times([0, 0.4, 0.8, 1.2, 11, 21, 31, 41, 41.4, 41.8, 51]));
    expect(found.map((one) => one.map(({ mediaTimeMs }) => mediaTimeMs))).toEqual([
      [0, 400, 800, 1200],
      [41_000, 41_400, 41_800],
    ]);
  });
  it('end after ten seconds', () => {
    expect(stretchesOf(times(Array.from({ length: 30 }, (_, second) => second))).map(({ length }) => length)).toEqual([
      10, 10, 10,
    ]);
  });
});

describe('a swap from 0:40 to 0:50 of a minute', () => {
  const calm = [0, 0.4, 0.8, 1.2, 11, 21, 31, 51, 59].map((second) => look(second, -3));
  const swapped = [41, 41.4, 41.8, 42.2, 42.6, 43, 43.4].map((second) => look(second, 6));

  it('raises doubt at the first look into it', () => {
    expect(calm.some((one) => raisesDoubt(one, PLAIN_FUSION))).toBe(false);
    expect(raisesDoubt(look(41, 6), PLAIN_FUSION)).toBe(true);
  });
  it('makes strong signs, though most of the video is calm, and its moment is told', () => {
    const verdict = judge([...calm, ...swapped], policy);
    expect(verdict).toMatchObject({ state: 'strong-signs', framesScored: 16 });
    expect('moments' in verdict && verdict.moments.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [41_000, 43_400],
    ]);
  });
  it('being picked out of many stretches costs evidence', () => {
    const calmStretches = [0, 12, 24].flatMap((start) => [0, 1, 2].map((second) => look(start + second, -3)));
    const oneOfFour = judge([...calmStretches, ...swapped], policy);
    expect('evidence' in oneOfFour && oneOfFour.evidence).toBeCloseTo(6 - Math.log(4), 9);
  });
  it('one odd look among calm ones stays what it was: no stretch, no verdict of its own', () => {
    expect(judge([...calm, look(41, 6)], policy).state).toBe('no-signs');
  });
});
