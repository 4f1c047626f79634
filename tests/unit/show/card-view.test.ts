import { describe, expect, it } from 'vitest';
import { llr } from '../../../src/contracts/score.ts';
import type { Verdict } from '../../../src/contracts/verdict.ts';
import { cardView } from '../../../src/core/show/card-view.ts';
import { faceMarks, strongestLook } from '../../../src/core/show/face-marks.ts';
import { faceAt, finding, frame, PLAIN_FUSION } from '../../support/findings.ts';

const strong: Verdict = {
  state: 'strong-signs',
  evidence: llr(5),
  because: [{ detector: 'blend-boundary', evidence: llr(5) }],
  moments: [{ startMs: 1_000, endMs: 2_000, evidence: llr(5) }],
  framesScored: 3,
};
const usable = finding(faceAt(400, 300), 3);
const findings = [frame(2_000, usable), frame(500, usable), frame(1_000, usable), frame(3_000), frame(1_000, usable)];
const check = { verdict: strong, facts: { known: [], unread: [] }, findings, framesLookedAt: 5, durationMs: 10_000 };

describe('the timeline', () => {
  it('shows each position once, in order, and what came of it', () => {
    expect(cardView(check).timeline?.looks).toEqual([
      { atMs: 500, kind: 'scored' },
      { atMs: 1_000, kind: 'signs' },
      { atMs: 2_000, kind: 'signs' },
      { atMs: 3_000, kind: 'no-face' },
    ]);
  });

  it('runs over the whole video, or over what was looked at where there is no end', () => {
    expect(cardView(check).timeline).toMatchObject({ startMs: 0, endMs: 10_000, momentsMs: [1_000] });
    expect(cardView({ ...check, durationMs: 0 }).timeline).toMatchObject({ startMs: 500, endMs: 3_000 });
  });

  it('is absent where nothing was looked at', () => {
    expect(cardView({ ...check, findings: [] }).timeline).toBeUndefined();
  });
});

describe('the card', () => {
  it('says how much was looked at and how much of it counted', () => {
    expect(cardView(check).coverage).toEqual({ framesLookedAt: 5, framesScored: 4 });
  });

  it('has one thing to do for every state but checking, and for every video that could not be checked', () => {
    const todo = (verdict: Verdict): string | undefined => cardView({ ...check, verdict }).todo;
    expect(todo({ state: 'checking', framesLookedAt: 1 })).toBeUndefined();
    expect(todo({ state: 'could-not-check', reason: 'protected' })).toBe('todo_protected');
    expect(todo({ state: 'not-checked', reason: 'not-played-yet' })).toBe('todo_press_play');
    expect(todo(strong)).toBe('tip_face');
  });
});

describe('help', () => {
  it('is offered by the card of signs, first about what was seen, and by no other', () => {
    expect(cardView(check).situations).toEqual(['face', 'scam', 'intimate-image', 'election', 'claim']);
    const calm: Verdict = { ...strong, state: 'no-signs' };
    expect(cardView({ ...check, verdict: calm }).situations).toEqual([]);
  });
});

describe('the faces of a look', () => {
  const suspicious = frame(700, finding(faceAt(900, 300), 4), finding(faceAt(300, 300), 1));

  it('are of the look with the most evidence; none when no face counted', () => {
    expect(strongestLook([...findings, suspicious], PLAIN_FUSION)).toBe(suspicious);
    expect(
      strongestLook([frame(1), frame(2, finding(faceAt(1, 1), undefined, ['too-dark']))], PLAIN_FUSION),
    ).toBeUndefined();
  });

  it('lie where they were found, in parts of the picture, and one of them is the strongest', () => {
    const { atMs, faces } = faceMarks(suspicious, PLAIN_FUSION);
    expect(atMs).toBe(700);
    expect(faces.map(({ isStrongest }) => isStrongest)).toEqual([true, false]);
    expect(faces[0]?.box).toEqual({ x: 800 / 1280, y: 200 / 720, width: 200 / 1280, height: 200 / 720 });
  });

  it('a face that did not count shows its objection and no figures', () => {
    const { faces } = faceMarks(frame(0, finding(faceAt(9, 9), 3, ['too-dark'])), PLAIN_FUSION);
    expect(faces).toMatchObject([{ gate: ['too-dark'], scores: [], isStrongest: false }]);
  });
});
