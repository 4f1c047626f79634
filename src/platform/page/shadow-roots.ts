/** The only built-in elements that `attachShadow` accepts; all others are custom ones, with a dash in their name. */
const BUILT_IN_HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
);

/** Firefox hands it out on the element, to extensions only; Chromium in `chrome.dom`. */
interface OpenedElement {
  readonly openOrClosedShadowRoot?: ShadowRoot | null;
}

/** The shadow root of an element, open or closed. */
export function shadowRootOf(element: Element): ShadowRoot | undefined {
  if (!(element instanceof HTMLElement)) return undefined;
  if (!BUILT_IN_HOSTS.has(element.localName) && !element.localName.includes('-')) return undefined;
  try {
    const { openOrClosedShadowRoot: root = chrome.dom.openOrClosedShadowRoot(element) } = element as OpenedElement;
    return root ?? undefined;
  } catch {
    // The extension was reloaded under this page, which its watch notices within half a second.
    return undefined;
  }
}

/** Parent across shadow boundaries: a shadow root's is its host. */
export function composedParent(node: Node): Node | null {
  return node instanceof ShadowRoot ? node.host : node.parentNode;
}

/** Whether `outer` holds `inner`, across shadow boundaries; true of a node and itself. */
export function composedContains(outer: Node, inner: Node): boolean {
  for (let node: Node | null = inner; node !== null; node = composedParent(node)) {
    if (node === outer) return true;
  }
  return false;
}

/** The uppermost element at a point of the view, also inside of shadow roots. */
export function uppermostAt(x: number, y: number): Element | null {
  let found = document.elementFromPoint(x, y);
  for (;;) {
    const inner = found === null ? null : (shadowRootOf(found)?.elementFromPoint(x, y) ?? null);
    if (inner === null || inner === found) return found;
    found = inner;
  }
}

/** Elements inside of a node, also those in shadow roots. */
export function* composedElements(root: Element | ShadowRoot): Generator<Element, undefined> {
  const own = root instanceof Element ? shadowRootOf(root) : undefined;
  if (own !== undefined) yield* composedElements(own);
  for (const element of root.children) {
    yield element;
    yield* composedElements(element);
  }
  return undefined;
}

/** Whether the person watches this in fullscreen: the element itself, or a player around it. */
export function isInFullscreen(element: Element): boolean {
  return document.fullscreenElement !== null && composedContains(document.fullscreenElement, element);
}
