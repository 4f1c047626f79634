/** One element of a page as plain values: a thousand pages are cloned, changed and built faster than parsed. */
export interface PageNode {
  tag: string;
  attributes: Map<string, string>;
  children: PageNode[];
}

/** Stands for a shadow root among the children of its host, so that its inside can be mutated like the rest. */
export const SHADOW = 'shadow-root-to-be';

/** `data-mark` on an element: the page says "not content" of every video in it. `="part"`: only a part of such a word. */
const MARK = 'data-mark';

const TAGS = ['div', 'section', 'article', 'figure', 'span', 'main', 'a', 'x-thing', 'form', 'li'];

/** A deep copy. */
export function copyNode({ tag, attributes, children }: PageNode): PageNode {
  return { tag, attributes: new Map(attributes), children: children.map(copyNode) };
}

interface Place {
  readonly node: PageNode;
  readonly parent: PageNode;
  readonly isUnderMark: boolean;
}

/** Every element below `parent`, collected into one list: this runs a hundred thousand times. */
function placesIn(parent: PageNode, isUnderMark = false, places: Place[] = []): Place[] {
  for (const node of parent.children) {
    const place = { node, parent, isUnderMark: isUnderMark || isMarked(node) };
    places.push(place);
    placesIn(node, place.isUnderMark, places);
  }
  return places;
}

const isMarked = (node: PageNode): boolean => node.attributes.has(MARK);
const holdsMark = (node: PageNode): boolean => isMarked(node) || node.children.some(holdsMark);
const holds = (node: PageNode, other: PageNode): boolean =>
  node === other || node.children.some((c) => holds(c, other));

function put(place: Place, ...instead: readonly PageNode[]): void {
  place.parent.children.splice(place.parent.children.indexOf(place.node), 1, ...instead);
}

type Pick = <Thing>(things: readonly Thing[]) => Thing | undefined;
type Mutation = (target: Place, all: readonly Place[], pick: Pick) => void;

const wrapperOf = (node: PageNode, tag = 'div'): PageNode => ({ tag, attributes: new Map(), children: [node] });

/** Each leaves every mark, the element it is on and what lies under it together; anything else on the page may go. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  remove(target) {
    if (!holdsMark(target.node)) put(target);
  },
  unwrap(target) {
    if (!isMarked(target.node)) put(target, ...target.node.children);
  },
  rename({ node }, _all, pick) {
    if (!isMarked(node) && node.tag !== SHADOW) node.tag = pick(TAGS) ?? 'div';
  },
  scrambleAttribute({ node }, _all, pick) {
    const [name, value] = pick([...node.attributes]) ?? [];
    if (name === undefined || value === undefined || isMarked(node)) return;
    node.attributes.set(name, `${value.split('').reverse().join('')}-x`);
  },
  dropAttribute({ node }, _all, pick) {
    const name = pick([...node.attributes.keys()]);
    if (name !== undefined && !isMarked(node)) node.attributes.delete(name);
  },
  copyAttribute({ node }, all, pick) {
    const [name, value] = pick([...(pick(all)?.node.attributes ?? [])]) ?? [];
    if (name === undefined || value === undefined || name === MARK || isMarked(node)) return;
    node.attributes.set(name, value);
  },
  shuffleChildren({ node }, _all, pick) {
    for (let turn = node.children.length; turn > 1; turn--) {
      const child = pick(node.children);
      if (child !== undefined) node.children.push(...node.children.splice(node.children.indexOf(child), 1));
    }
  },
  duplicate(target) {
    put(target, target.node, copyNode(target.node));
  },
  move(target, all, pick) {
    const to = pick(all)?.node;
    if (to === undefined || to.tag === 'video' || holds(target.node, to)) return;
    if (holdsMark(target.node) || target.isUnderMark) return;
    put(target);
    to.children.push(target.node);
  },
  wrap(target, _all, pick) {
    put(target, wrapperOf(target.node, pick(TAGS)));
  },
};

/** Changes a page in place by 1 to 12 mutations, the same ones for the same `chance`. */
export function mutatePage(page: PageNode, chance: () => number): void {
  const pick: Pick = (things) => things[Math.floor(chance() * things.length)];
  for (let left = 1 + Math.floor(chance() * 12); left > 0; left--) {
    const all = placesIn(page);
    const target = pick(all);
    if (target !== undefined) pick(Object.values(MUTATIONS))?.(target, all, pick);
  }
}
