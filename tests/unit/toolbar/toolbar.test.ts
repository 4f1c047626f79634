import { describe, expect, it } from 'vitest';
import { sumOfWarnings, withCount } from '../../../src/platform/storage/warnings-by-frame.ts';
import { boxInPicture } from '../../../src/platform/toolbar/box-in-picture.ts';

const top = (documentId: string) => ({ tabId: 1, frameId: 0, documentId });
const inner = { tabId: 1, frameId: 4, documentId: 'I' };

describe('warning count', () => {
  it('is the sum over the documents of a tab', () => {
    const one = withCount({}, top('A'), 2);
    expect(sumOfWarnings(withCount(one, inner, 3))).toBe(5);
  });

  it('a document that counts again replaces its own count', () => {
    expect(sumOfWarnings(withCount(withCount({}, top('A'), 2), top('A'), 1))).toBe(1);
  });

  it('another top document takes the old page’s counts with it', () => {
    const old = withCount(withCount({}, top('A'), 2), inner, 3);
    expect(sumOfWarnings(withCount(old, top('B'), 1))).toBe(1);
  });

  it('another document in an inner frame replaces only its own', () => {
    const old = withCount(withCount({}, top('A'), 2), inner, 3);
    expect(sumOfWarnings(withCount(old, { ...inner, documentId: 'J' }, 1))).toBe(3);
  });
});

describe('box in a picture of the tab', () => {
  it.each([
    ['scales with the device', { x: 10, y: 5, width: 30, height: 40 }, 2, { x: 20, y: 10, width: 60, height: 80 }],
    ['is cut at the edges', { x: -10, y: 90, width: 30, height: 40 }, 1, { x: 0, y: 90, width: 20, height: 10 }],
    [
      'covers everything at most',
      { x: -1e6, y: -1e6, width: 2e6, height: 2e6 },
      1,
      { x: 0, y: 0, width: 200, height: 100 },
    ],
    ['outside there is nothing', { x: 300, y: 0, width: 30, height: 40 }, 1, undefined],
    ['an empty box is nothing', { x: 0, y: 0, width: 0, height: 40 }, 1, undefined],
  ])('%s', (_claim, box, ratio, expected) => {
    expect(boxInPicture(box, ratio, 200, 100)).toEqual(expected);
  });
});
