// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixtureTable, readFixtures } from './label-table.ts';
import { labelledPages, raiseLabelled, readingOf } from './labelled-page.ts';
import { MUTATED_PAGES, readBesideAnother, readLabelled, readUnlabelled } from './read-mutated.ts';
import { layOutByAttribute, parsePage } from './saved-page.ts';

layOutByAttribute();
const PAGES = labelledPages();
const SITES = [...new Set(PAGES.map(({ site }) => site))];

describe('fixtures', () => {
  test.each(PAGES)('$site/$name: $expected.state', ({ site, html, expected }) => {
    const [video] = raiseLabelled(parsePage(html));
    const reading = video && readingOf(video, site, expected.address);
    expect(reading).toEqual({ declares: expected.declares, isUnread: expected.isUnread });
  });

  test('there are at least sixty, forty of them with something that only looks like a label', () => {
    expect(PAGES.length).toBeGreaterThanOrEqual(60);
    expect(PAGES.filter(({ expected }) => expected.isLookAlike).length).toBeGreaterThanOrEqual(40);
  });

  test('the table in docs/facts/labels.md is what comes out (npx tsx tools/label-table.ts)', () => {
    expect(readFileSync('docs/facts/labels.md', 'utf8')).toContain(fixtureTable(readFixtures(PAGES)));
  });
});

describe.each(SITES)('%s, mutated', (site) => {
  const pages = PAGES.filter((page) => page.site === site);
  const labelled = pages.filter(({ expected }) => expected.declares.length > 0);
  const tied = labelled.filter(({ expected }) => expected.post !== undefined);

  test(`never gives a label once its field is gone, on ${MUTATED_PAGES} pages`, { timeout: 120_000 }, () => {
    const { given, read } = readUnlabelled(site, labelled.length > 0 ? labelled : pages);
    expect(given).toEqual([]);
    expect(read).toBeGreaterThanOrEqual(MUTATED_PAGES);
  });

  // LinkedIn's labels cannot be read at all.
  if (labelled.length === 0) return;

  test(`never gives another video's label, on ${MUTATED_PAGES} pages`, { timeout: 120_000 }, () => {
    const { given, read } = readBesideAnother(site, tied);
    expect(given).toEqual([]);
    expect(read).toBeGreaterThanOrEqual(MUTATED_PAGES);
  });

  test('still gives labels on many of the pages that keep their field', { timeout: 120_000 }, () => {
    const { given, read } = readLabelled(site, labelled);
    // Otherwise the two tests above would pass on pages that nothing can be read from.
    expect(given.length).toBeGreaterThan(read / 4);
  });
});
