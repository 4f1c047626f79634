import { describe, expect, it } from 'vitest';
import { isCut } from '../../../src/core/sample/scene-change.ts';

const room = Array.from({ length: 112 }, (_, at) => 60 + (at % 16) * 8);

describe('a cut', () => {
  it('another picture is one', () => {
    expect(isCut(room, room.toReversed())).toBe(true);
  });
  it('the same picture is none, nor a head that moves in it', () => {
    expect(isCut(room, room)).toBe(false);
    expect(
      isCut(
        room,
        room.map((value, at) => (at % 16 < 4 ? value + 60 : value)),
      ),
    ).toBe(false);
  });
  it('a flash or a fade, which changes everything alike, is none', () => {
    expect(
      isCut(
        room,
        room.map((value) => value + 70),
      ),
    ).toBe(false);
  });
});
