import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { SHADOW, type PageNode } from './mutate-page.ts';

// Not a file URL: in this environment `URL` is the browser's.
const HERE = import.meta.dirname;

const Expected = v.strictObject({
  host: v.string(),
  videos: v.record(
    v.string(),
    v.picklist(['content', 'decoration', 'avatar', 'advertisement', 'hover-preview', 'unplayed-copy']),
  ),
});

/** A hand-made page of `tests/sites/<adapter>/` and what the adapter must say of its videos. */
export interface SavedPage {
  readonly adapter: string;
  /** `<adapter>/<page>` */
  readonly name: string;
  readonly html: string;
  readonly expected: v.InferOutput<typeof Expected>;
}

/** Every saved page of every adapter, by name. */
export function savedPages(): readonly SavedPage[] {
  return readdirSync(HERE, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html') && !path.includes('labels'))
    .sort()
    .map((path) => {
      const name = path.replace(/\.html$/, '');
      const read = (file: string): string => readFileSync(join(HERE, file), 'utf8');
      const expected = v.parse(Expected, JSON.parse(read(`${name}.expected.json`)));
      return { adapter: name.split('/')[0] ?? '', name, html: read(path), expected };
    });
}

/** What a script says, kept in an attribute of its node. */
export const SCRIPT_TEXT = 'data-script-text';

/** The page as plain values; of the text in it only that of scripts plays a part. */
export function parsePage(html: string): PageNode {
  const tree = document.createElement('div');
  tree.innerHTML = html
    .replaceAll('<template shadowrootmode=', `<${SHADOW} mode=`)
    .replaceAll('</template>', `</${SHADOW}>`);
  return nodeOf(tree);
}

function nodeOf(element: Element): PageNode {
  const attributes = new Map([...element.attributes].map(({ name, value }) => [name, value]));
  if (element.localName === 'script') attributes.set(SCRIPT_TEXT, element.textContent);
  return { tag: element.localName, attributes, children: [...element.children].map(nodeOf) };
}

/** Builds a page, shadow roots included, as the whole document, and names every video in all of its roots. */
export function raisePage(page: PageNode): readonly HTMLVideoElement[] {
  const videos: HTMLVideoElement[] = [];
  const build = (node: PageNode): Element => {
    const element = document.createElement(node.tag);
    for (const [name, value] of node.attributes) {
      // A mutation may give a script the address of a video, and a document would try to load it.
      if (name !== 'src' || node.tag !== 'script') element.setAttribute(name, value);
    }
    element.append(node.attributes.get(SCRIPT_TEXT) ?? '');
    if (element instanceof HTMLVideoElement) videos.push(element);
    // A mutation may give one element two roots; as in a browser, only the first counts.
    const shadow = node.children.find(({ tag }) => tag === SHADOW);
    if (shadow !== undefined) {
      const mode = shadow.attributes.get('mode') === 'open' ? 'open' : 'closed';
      element.attachShadow({ mode }).append(...shadow.children.map(build));
    }
    element.append(...node.children.filter(({ tag }) => tag !== SHADOW).map(build));
    return element;
  };
  document.body.replaceChildren(build(page));
  return videos;
}

/** happy-dom lays nothing out: boxes are what a page's `data-box="x y width height"` says. */
export function layOutByAttribute(): void {
  Element.prototype.getBoundingClientRect = function (this: Element): DOMRect {
    const [left = 0, top = 0, width = 0, height = 0] = (this.getAttribute('data-box') ?? '').split(' ').map(Number);
    return new DOMRect(left, top, width, height);
  };
}
