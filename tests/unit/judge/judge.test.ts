import { describe, expect, it } from 'vitest';
import { judge, type JudgePolicy } from '../../../src/core/judge/judge.ts';
import type { FrameFindings } from '../../../src/contracts/score.ts';
import { about, faceAt, finding, frame, PLAIN_FUSION } from '../../support/findings.ts';

const video: JudgePolicy = { fusion: PLAIN_FUSION, minFramesScored: 2 };
const still: JudgePolicy = { ...video, minFramesScored: 1 };
const person = faceAt(640, 300);

const everySecond = (...evidence: readonly number[]): FrameFindings[] =>
  evidence.map((one, second) => frame(second * 1000, finding(person, one)));

describe('judge', () => {
  it.each([
    ['far below the dead band: no signs', [-3, -2, -4, -3], 'no-signs'],
    ['inside the dead band: unclear', [1.5, 1.4, 1.6, 1.5], 'unclear'],
    ['above the soft threshold: some signs', [2.5, 2.4, 2.6, 2.5], 'some-signs'],
    ['above the strong threshold at two separate moments: strong signs', [5, 6, 5, 6], 'strong-signs'],
    ['one wild frame among calm ones is not strong', [-1, 20, -1, -1], 'some-signs'],
  ])('%s', (_claim, evidence, state) => {
    expect(judge(everySecond(...evidence), video).state).toBe(state);
  });

  it('two strong frames less than a second apart do not make strong signs', () => {
    const frames = [frame(0, finding(person, 6)), frame(900, finding(person, 6))];
    expect(judge(frames, video).state).toBe('some-signs');
    expect(judge([...frames, frame(1000, finding(person, 6))], video).state).toBe('strong-signs');
  });

  it('a still never reaches strong signs', () => {
    expect(judge([frame(0, finding(person, 50))], still).state).toBe('some-signs');
  });

  it('without a face it says so, which is not the same as no signs', () => {
    expect(judge([frame(0), frame(1000)], video)).toEqual({ state: 'could-not-check', reason: 'no-face' });
  });

  it('an abstention names the commonest objection and keeps the evidence beside it', () => {
    const blurred = finding(person, 7, ['too-blurred']);
    const frames = [frame(0, blurred), frame(1000, blurred), frame(2000, finding(person, undefined, ['too-small']))];
    expect(judge(frames, video)).toEqual({
      state: 'could-not-check',
      reason: 'too-blurred',
      evidence: about(7),
    });
  });

  it('a drawn face never becomes evidence', () => {
    const drawn = finding(person, undefined, ['not-photographic']);
    expect(judge([frame(0, drawn), frame(1000, drawn)], video)).toEqual({
      state: 'could-not-check',
      reason: 'not-photographic',
    });
  });

  it('one usable frame of a video is too little', () => {
    const verdict = judge([frame(0, finding(person, 9)), frame(1000)], video);
    expect(verdict).toEqual({ state: 'could-not-check', reason: 'too-little-to-see', evidence: about(9) });
  });

  it('when every detector failed the engine is named, never a calm badge', () => {
    const failed = { ...frame(0), failures: [{ code: 'model.session-refused', stage: 'score' } as const] };
    expect(judge([failed, failed], video)).toEqual({ state: 'could-not-check', reason: 'engine-failed' });
  });

  it('the most suspicious of two people decides, and pays for being picked out of two', () => {
    const other = faceAt(200, 300);
    const frames = [0, 1000, 2000].map((at) => frame(at, finding(person, 5), finding(other, -3)));
    const verdict = judge(frames, video);
    expect(verdict.state).toBe('strong-signs');
    expect('evidence' in verdict && verdict.evidence).toBeCloseTo(5 - Math.log(2), 10);
  });

  it('moments are the stretches above the soft threshold', () => {
    const verdict = judge(everySecond(5, 6, 0, 0, 0, 7), video);
    expect('moments' in verdict && verdict.moments).toEqual([
      { startMs: 0, endMs: 1000, evidence: about(6) },
      { startMs: 5000, endMs: 5000, evidence: about(7) },
    ]);
  });

  it('the order of the frames does not matter', () => {
    const frames = everySecond(5, 6, -2, 4);
    expect(judge(frames.toReversed(), video)).toEqual(judge(frames, video));
  });
});
