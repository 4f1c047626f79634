// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../demo/clips/random.ts';
import type { LabelReading } from '../../src/sites/labels/shared/label-reader.ts';
import { changeScripts, labelledPages, raiseLabelled, readingOf, type LabelledPage } from './labelled-page.ts';
import { mutated, withoutLabels, LABEL_ELEMENTS } from './mutate-label.ts';
import { copyNode, mutatePage, type PageNode } from './mutate-page.ts';
import { layOutByAttribute, parsePage } from './saved-page.ts';

layOutByAttribute();
const PAGES = labelledPages();
const SITES = [...new Set(PAGES.map(({ site }) => site))];
const MUTATED_PAGES = 1000;

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
});

/** Another video's id, of the same form. */
function otherPost(post: string): string {
  return post.replace(/\w/g, (character) => (/\d/.test(character) ? String(9 - Number(character)) : 'z'));
}

/** Takes elements out of a page; everything else stays. */
function withoutElements(page: PageNode, isGone: (node: PageNode) => boolean): void {
  page.children = page.children.filter((node) => !isGone(node));
  for (const child of page.children) withoutElements(child, isGone);
}

const labelElement = (node: PageNode): boolean => {
  const probe = document.createElement(node.tag);
  for (const [name, value] of node.attributes) probe.setAttribute(name, value);
  return probe.matches(LABEL_ELEMENTS);
};

/** The page with its label's field gone. */
function unlabelled({ html }: LabelledPage): PageNode {
  const page = parsePage(html);
  withoutElements(page, labelElement);
  changeScripts(page, withoutLabels);
  return page;
}

/** The page without a label, and after it a labelled one of another video, as in a feed or after navigation. */
function besideAnother(page: LabelledPage): PageNode {
  const { post = '' } = page.expected;
  const theirs = parsePage(
    page.html.replaceAll(post, otherPost(post)).replaceAll('data-video="ours"', 'data-video="theirs"'),
  );
  for (const child of theirs.children) child.attributes.set('data-mark', '');
  return { tag: 'main', attributes: new Map(), children: [unlabelled(page), theirs] };
}

const isOurs = (node: PageNode): boolean => node.attributes.get('data-video') === 'ours' || node.children.some(isOurs);

/**
 * A mutation made our video part of the other's post, gave ours the other's id or label, or took the name of its file
 * from the other's markup, which is then about the only video there is: the label is no longer another's.
 */
function isOursNow(node: PageNode, other: string): boolean {
  const texts = [...node.attributes.values()];
  if (node.attributes.has('data-mark')) {
    return isOurs(node) || texts.some((text) => text.includes('"VideoObject"') && !text.includes('"contentUrl"'));
  }
  const isTaken = texts.some((text) => text.includes(other)) || labelElement(node);
  return isTaken || node.children.some((child) => isOursNow(child, other));
}

interface Source {
  readonly page: LabelledPage;
  readonly node: PageNode;
}

interface Tally {
  /** Where something was declared. */
  readonly given: readonly string[];
  readonly read: number;
}

/** Reads `MUTATED_PAGES` pages made from `sources` in turn. */
function readMutated(site: string, sources: readonly Source[], isUsable = (_: Source): boolean => true): Tally {
  const given: string[] = [];
  let read = 0;
  for (let pages = 0, seed = 0; pages < MUTATED_PAGES; seed++) {
    const source = sources[seed % sources.length];
    if (source === undefined) break;
    const chance = seededRandom(seed);
    const node = copyNode(source.node);
    mutatePage(node, chance);
    changeScripts(node, (value) => mutated(value, chance));
    if (!isUsable({ ...source, node })) continue;
    pages += 1;
    for (const video of raiseLabelled(node)) {
      const { declares }: LabelReading = readingOf(video, site, source.page.expected.address);
      read += 1;
      if (declares.length > 0) given.push(`seed ${seed}, ${source.page.name}: ${declares.join(', ')}`);
    }
  }
  return { given, read };
}

describe.each(SITES)('%s, mutated', (site) => {
  const pages = PAGES.filter((page) => page.site === site);
  const labelled = pages.filter(({ expected }) => expected.declares.length > 0);
  const tied = labelled.filter(({ expected }) => expected.post !== undefined);

  test(`never gives a label once its field is gone, on ${MUTATED_PAGES} pages`, { timeout: 120_000 }, () => {
    const sources = (labelled.length > 0 ? labelled : pages).map((page) => ({ page, node: unlabelled(page) }));
    const { given, read } = readMutated(site, sources);
    expect(given).toEqual([]);
    expect(read).toBeGreaterThan(MUTATED_PAGES / 2);
  });

  // LinkedIn's labels cannot be read at all.
  if (labelled.length === 0) return;

  test(`never gives another video's label, on ${MUTATED_PAGES} pages`, { timeout: 120_000 }, () => {
    const sources = tied.map((page) => ({ page, node: besideAnother(page) }));
    const isUsable = ({ page, node }: Source): boolean => !isOursNow(node, otherPost(page.expected.post ?? ''));
    const { given, read } = readMutated(site, sources, isUsable);
    expect(given).toEqual([]);
    expect(read).toBeGreaterThan(MUTATED_PAGES / 2);
  });

  test('still gives labels on many of the pages that keep their field', { timeout: 120_000 }, () => {
    const sources = labelled.map((page) => ({ page, node: parsePage(page.html) }));
    const { given, read } = readMutated(site, sources);
    // Otherwise the two tests above would pass on pages that nothing can be read from.
    expect(given.length).toBeGreaterThan(read / 4);
  });
});
