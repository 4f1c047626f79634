import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../../src/contracts/detector.ts';
import { decodeFaces, finderInput, onePerFace, type ModelOutputs } from '../../../src/core/crop/face-finder.ts';
import type { View } from '../../../src/core/crop/letterbox.ts';
import { locateFaces, MOST_FACES } from '../../../src/core/crop/locate-faces.ts';
import { nothingFound } from '../../support/finder-outputs.ts';
import { faceAt } from '../../support/findings.ts';
import { draw } from '../../support/pictures.ts';

const zeros = (shape: number[], value = 0): Tensor => ({
  shape,
  values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value),
});

const nothing = (): ModelOutputs => nothingFound(256, 256);

/** One box of `side` in that anchor of the fine grid of an input of this size. */
function oneFace(anchor: number, side: number, logit = 4, outputs = nothing()): ModelOutputs {
  outputs['Identity:0']?.values.set([logit], anchor);
  outputs['Identity_2:0']?.values.set([8, -8, side, side, -10, -10, 10, -10, 0, 0, 0, 12], anchor * 16);
  return outputs;
}

const square: View = { centre: { x: 128, y: 128 }, scale: 1, widthPx: 256, heightPx: 256 };

describe('decoding', () => {
  it('an anchor of the fine grid sits in the middle of its 16-pixel cell', () => {
    // Anchor 2·(16·3 + 5) is the first of cell (5, 3), centred on (88, 56).
    const found = decodeFaces(oneFace(2 * (16 * 3 + 5), 40), square, 0.6);
    if (!found.ok) throw new Error(found.failure.detail);
    expect(found.value).toHaveLength(1);
    expect(found.value[0]).toMatchObject({
      box: { x: 96 - 20, y: 48 - 20, width: 40, height: 40 },
      points: { rightEye: { x: 78, y: 46 }, leftEye: { x: 98, y: 46 }, mouth: { x: 88, y: 68 } },
    });
    expect(found.value[0]?.confidence).toBeCloseTo(1 / (1 + Math.exp(-4)), 6);
  });

  it('an anchor of the coarse grid sits in the middle of its 32-pixel cell', () => {
    const outputs = nothing();
    outputs['Identity_1:0']?.values.set([4], 6 * (8 * 1 + 2) + 5);
    outputs['Identity_3:0']?.values.set([0, 0, 64, 64], (6 * (8 * 1 + 2) + 5) * 16);
    const found = decodeFaces(outputs, square, 0.6);
    expect(found.ok && found.value[0]?.box).toEqual({ x: 80 - 32, y: 48 - 32, width: 64, height: 64 });
  });

  it('anchors are counted along the sides of a view that is wider than high', () => {
    const view = { ...square, heightPx: 160 };
    // The first of cell (5, 3) of 16 columns, 48 pixels below the square's top.
    const found = decodeFaces(oneFace(2 * (16 * 3 + 5), 40, 4, nothingFound(256, 160)), view, 0.6);
    expect(found.ok && found.value[0]?.box).toEqual({ x: 96 - 20, y: 48 + 48 - 20, width: 40, height: 40 });
    expect(decodeFaces(nothing(), view, 0.6)).toMatchObject({ ok: false, failure: { code: 'model.output-malformed' } });
  });

  it('maps back into the frame through the view that was shown', () => {
    const found = decodeFaces(oneFace(0, 40), { ...square, centre: { x: 600, y: 360 }, scale: 2 }, 0.6);
    expect(found.ok && found.value[0]?.box).toEqual({
      x: 344 + 2 * (16 - 20),
      y: 104 + 2 * (0 - 20),
      width: 80,
      height: 80,
    });
  });

  it('leaves out what is not confident enough', () => {
    expect(decodeFaces(oneFace(0, 40, 0.3), square, 0.6)).toEqual({ ok: true, value: [] });
  });

  it('names the output that has another shape, or is missing', () => {
    const short = decodeFaces({ ...nothing(), 'Identity_2:0': zeros([1, 512, 17]) }, square, 0.6);
    expect(short).toMatchObject({ ok: false, failure: { code: 'model.output-malformed', stage: 'crop' } });
    expect(!short.ok && short.failure.detail).toContain('Identity_2:0 must be [1,512,16], got [1,512,17]');
    expect(decodeFaces({}, square, 0.6)).toMatchObject({ ok: false, failure: { code: 'model.output-malformed' } });
  });

  it('scores that are not numbers are no faces', () => {
    const outputs = { ...nothing(), 'Identity:0': zeros([1, 512, 1], NaN) };
    expect(decodeFaces(outputs, square, 0.6)).toEqual({ ok: true, value: [] });
  });

  it('shows the finder −1 for black and 1 for white', () => {
    const input = finderInput(new Float32Array(256 * 160 * 3).fill(255), { ...square, heightPx: 160 });
    expect(input.shape).toEqual([1, 160, 256, 3]);
    expect(input.values[5]).toBe(1);
  });
});

describe('one box a face', () => {
  it('of boxes that overlap by more than 0.3 the most confident stays', () => {
    const weak = { ...faceAt(105, 100), confidence: 0.7 };
    const strong = { ...faceAt(100, 100), confidence: 0.95 };
    const elsewhere = { ...faceAt(300, 100), confidence: 0.8 };
    expect(onePerFace([weak, strong, elsewhere])).toEqual([strong, elsewhere]);
  });
});

describe('the second look', () => {
  const frame = draw(256, 256, () => [90, 90, 90]);
  const run = (answers: ModelOutputs[], pixels = frame) => {
    const shown: (readonly number[])[] = [];
    return locateFaces(pixels, ({ shape }) => {
      const [, heightPx = NaN, widthPx = NaN] = shape;
      const value = answers[shown.length] ?? nothingFound(widthPx, heightPx);
      shown.push(shape);
      return Promise.resolve({ ok: true, value });
    }).then((found) => ({ found, shown }));
  };
  /** Anchor of cell (7, 8) of 16: with the offset of `oneFace` its box is centred on the square's middle. */
  const middle = 2 * (16 * 8 + 7);
  /** What the second look sees: a box of `side` in the middle of its 160 pixels, or at another anchor. */
  const again = (side: number, anchor = 2 * (10 * 5 + 4)): ModelOutputs =>
    oneFace(anchor, side, 4, nothingFound(160, 160));

  it('a face that a closer look confirms is kept, with the closer look’s box', async () => {
    const { found, shown } = await run([oneFace(middle, 60), again(80)]);
    expect(shown).toEqual([
      [1, 256, 256, 3],
      [1, 160, 160, 3],
    ]);
    expect(found.ok && found.value.map(({ box }) => Math.round(box.width))).toEqual([(80 * 120) / 160]);
  });

  it('the whole frame is shown with as little around it as the finder’s cells allow', async () => {
    const grey = (width: number, height: number) => draw(width, height, () => [90, 90, 90]);
    expect((await run([], grey(640, 360))).shown[0]).toEqual([1, 160, 256, 3]);
    expect((await run([], grey(360, 640))).shown[0]).toEqual([1, 256, 160, 3]);
    expect((await run([], grey(640, 8))).shown[0]).toEqual([1, 32, 256, 3]);
  });

  it('a face that a closer look does not see is dropped', async () => {
    const { found } = await run([oneFace(middle, 60)]);
    expect(found).toEqual({ ok: true, value: [] });
  });

  it('a closer look that sees a face somewhere else does not confirm this one', async () => {
    const { found } = await run([oneFace(middle, 60), again(80, 0)]);
    expect(found).toEqual({ ok: true, value: [] });
  });

  it('a frame without faces is looked at once more with room around it', async () => {
    const { found, shown } = await run([]);
    expect(found).toEqual({ ok: true, value: [] });
    expect(shown).toHaveLength(2);
  });

  it('a face that fills the frame is found again with room around it, and that box counts', async () => {
    const { found, shown } = await run([oneFace(middle, 200), oneFace(middle, 100), again(64)]);
    expect(shown).toHaveLength(3);
    expect(found.ok && found.value.map(({ box }) => Math.round(box.width))).toEqual([(64 * 400) / 160]);
  });

  it(`looks again at no more than ${MOST_FACES} faces`, async () => {
    const crowd = nothing();
    for (let cell = 0; cell < 16; cell += 1) {
      crowd['Identity:0']?.values.set([4], cell * 32 + 2 * cell);
      crowd['Identity_2:0']?.values.set([0, 0, 10, 10], (cell * 32 + 2 * cell) * 16);
    }
    expect((await run([crowd])).shown).toHaveLength(1 + MOST_FACES);
  });
});
