import { expect, it } from 'vitest';
import type { Fact } from '../../../src/contracts/fact.ts';
import { chooseSegments } from '../../../src/core/facts/choose-segments.ts';
import { mergeFacts } from '../../../src/core/facts/merge-facts.ts';

const site: Fact = { source: 'site', site: 'somewhere', declares: ['dubbed'] };

it('what two readers found is shown once', () => {
  expect(
    mergeFacts([
      { known: [site], unread: [] },
      { known: [{ ...site }], unread: [] },
    ]).known,
  ).toEqual([site]);
});

it('a source that one reader read is not unread because another could not', () => {
  const parts = [
    { known: [site], unread: [] },
    { known: [], unread: ['site', 'file', 'file'] },
  ] as const;
  expect(mergeFacts(parts).unread).toEqual(['file']);
});

const request = (address: string, initiator = 'fetch') => ({ address, initiator });
const pieces = [request('https://cdn/v/init.mp4?sig=1'), request('https://cdn/v/1.m4s', 'xmlhttprequest')];

it('the pieces of the only stream are taken in the order of the page, without pictures, scripts and the page’s own media', () => {
  const others = [request('https://cdn/a.js'), request('https://cdn/b.mp4', 'video'), request('https://cdn/c.m4s.png')];
  expect(chooseSegments([...others, ...pieces, ...pieces], 1)).toEqual([
    'https://cdn/v/init.mp4?sig=1',
    'https://cdn/v/1.m4s',
  ]);
});

it.each([0, 2])('nothing is taken after %i streams: the pieces could be another video’s', (streams) => {
  expect(chooseSegments(pieces, streams)).toBeUndefined();
});

it('one piece alone is no stream', () => {
  expect(chooseSegments(pieces.slice(0, 1), 1)).toBeUndefined();
});
