import { expect, test } from 'vitest';
import { isSameMedia } from '../../../src/core/find/same-media.ts';

const [post, otherPost, stream] = [{}, {}, {}];

test.each<[string, unknown, unknown, unknown, unknown, boolean]>([
  ['nothing changed', 'a', post, 'a', post, true],
  ['another address is other media', 'a', post, 'b', post, false],
  ['another stream is other media', stream, post, {}, post, false],
  ['the same address in another post is another sighting', 'a', post, 'a', otherPost, false],
  ['choosing the first media is no change', '', post, 'a', post, true],
  ['learning of the post is no change', 'a', undefined, 'a', post, true],
])('%s', (_claim, source, anchor, nextSource, nextAnchor, expected) => {
  expect(isSameMedia({ source, anchor }, { source: nextSource, anchor: nextAnchor })).toBe(expected);
});
