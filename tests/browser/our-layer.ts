import type { CDPSession, Page } from 'puppeteer';

/** A box in CSS pixels of the viewport. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Seen {
  readonly backendNodeId: number;
  readonly attributes?: readonly string[];
  readonly children?: readonly Seen[];
  readonly shadowRoots?: readonly Seen[];
}

/** What the extension draws on a page, in a closed shadow root that only the browser's inspector can look into. */
export class OurLayer {
  readonly #page: Page;
  readonly #inspector: CDPSession;

  private constructor(page: Page, inspector: CDPSession) {
    this.#page = page;
    this.#inspector = inspector;
  }

  static async of(page: Page): Promise<OurLayer> {
    return new OurLayer(page, await page.createCDPSession());
  }

  /** Runs a function on our shadow root; undefined when there is none. */
  async evaluate<Answer>(look: (root: ShadowRoot, word: string) => Answer, word = ''): Promise<Answer | undefined> {
    const { root } = (await this.#inspector.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: Seen };
    const shadow = find(root)?.shadowRoots?.[0];
    if (shadow === undefined) return undefined;
    const { backendNodeId } = shadow;
    const { object } = await this.#inspector.send('DOM.resolveNode', { backendNodeId });
    const { result } = await this.#inspector.send('Runtime.callFunctionOn', {
      objectId: object.objectId ?? '',
      functionDeclaration: `function (word) { return (${look.toString()})(this, word); }`,
      arguments: [{ value: word }],
      returnByValue: true,
    });
    return result.value as Answer;
  }

  /** Classes of the first badge. */
  classes(): Promise<string | undefined> {
    return this.evaluate((root) => root.querySelector('.badge')?.className);
  }

  /** Boxes of what matches and can be seen. */
  async boxes(selector: string): Promise<readonly Box[]> {
    const found = await this.evaluate(
      (root, wanted) =>
        [...root.querySelectorAll(wanted)]
          .map((element) => element.getBoundingClientRect())
          .map(({ x, y, width, height }) => ({ x, y, width, height }))
          .filter(({ width, height }) => width > 0 && height > 0),
      selector,
    );
    return found ?? [];
  }

  /** Texts of what matches. */
  async texts(selector: string): Promise<readonly string[]> {
    const look = (root: ShadowRoot, wanted: string): string[] =>
      [...root.querySelectorAll(wanted)].map((element) => element.textContent);
    return (await this.evaluate(look, selector)) ?? [];
  }

  /** Class or role, and text, of what has the focus inside our root; empty when nothing of ours has. */
  async focus(): Promise<string> {
    const look = (root: ShadowRoot): string => {
      const focused = root.activeElement;
      if (focused === null) return '';
      return focused.getAttribute('aria-label') ?? focused.textContent;
    };
    return (await this.evaluate(look)) ?? '';
  }

  /** Presses what matches with the pointer. */
  async click(selector: string, index = 0): Promise<void> {
    await this.evaluate((root, wanted) => root.querySelector(wanted)?.scrollIntoView({ block: 'nearest' }), selector);
    const box = (await this.boxes(selector))[index];
    if (box === undefined) throw new Error(`nothing of ours matches ${selector}`);
    await this.#page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }
}

const isOurs = ({ attributes = [] }: Seen): boolean => attributes.includes('popover');

function find(node: Seen): Seen | undefined {
  if (isOurs(node) && node.shadowRoots !== undefined) return node;
  for (const child of node.children ?? []) {
    const found = find(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
