import { seededRandom } from '../../demo/clips/random.ts';
import { changeScripts, raiseLabelled, readingOf, type LabelledPage } from './labelled-page.ts';
import { mutated, withoutLabels, LABEL_ELEMENTS } from './mutate-label.ts';
import { copyNode, mutatePage, type PageNode } from './mutate-page.ts';
import { parsePage } from './saved-page.ts';

/** Mutated pages of each kind and site. */
export const MUTATED_PAGES = 1000;

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

export interface Tally {
  /** Where something was declared: seed, page and what. */
  readonly given: readonly string[];
  /** Videos read: a mutation may leave a page with several of ours. */
  readonly read: number;
}

/** Reads `MUTATED_PAGES` pages that still hold our video, made from `sources` in turn. */
function readAll(site: string, sources: readonly Source[], isUsable = (_: Source): boolean => true): Tally {
  const given: string[] = [];
  let read = 0;
  for (let pages = 0, seed = 0; pages < MUTATED_PAGES; seed++) {
    const source = sources[seed % sources.length];
    if (source === undefined) break;
    const chance = seededRandom(seed);
    const node = copyNode(source.node);
    mutatePage(node, chance);
    changeScripts(node, (value) => mutated(value, chance));
    const videos = isUsable({ ...source, node }) ? raiseLabelled(node) : [];
    if (videos.length > 0) pages += 1;
    for (const video of videos) {
      const { declares } = readingOf(video, site, source.page.expected.address);
      read += 1;
      if (declares.length > 0) given.push(`seed ${seed}, ${source.page.name}: ${declares.join(', ')}`);
    }
  }
  return { given, read };
}

/** Pages made from a site's labelled ones with the label's field gone: whatever is given is wrong. */
export function readUnlabelled(site: string, pages: readonly LabelledPage[]): Tally {
  return readAll(
    site,
    pages.map((page) => ({ page, node: unlabelled(page) })),
  );
}

/** Pages with our video unlabelled and another one labelled: whatever is given is wrong. */
export function readBesideAnother(site: string, pages: readonly LabelledPage[]): Tally {
  const sources = pages.map((page) => ({ page, node: besideAnother(page) }));
  return readAll(site, sources, ({ page, node }) => !isOursNow(node, otherPost(page.expected.post ?? '')));
}

/** Pages that keep the label's field. */
export function readLabelled(site: string, pages: readonly LabelledPage[]): Tally {
  return readAll(
    site,
    pages.map((page) => ({ page, node: parsePage(page.html) })),
  );
}
