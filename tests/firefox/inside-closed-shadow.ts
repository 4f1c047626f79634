import type { Browser } from 'puppeteer';

interface RemoteNode {
  readonly value?: {
    readonly nodeValue?: string;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly children?: readonly RemoteNode[];
    readonly shadowRoot?: RemoteNode | null;
  };
}

/** What puppeteer keeps to itself: WebDriver BiDi, which can look into closed shadow roots. */
interface BidiConnection {
  readonly send: (method: string, params: object) => Promise<{ readonly result: unknown }>;
}

function textsIn({ value }: RemoteNode): readonly string[] {
  if (value === undefined) return [];
  const { nodeValue, attributes, children = [], shadowRoot } = value;
  const inside = [...children, ...(shadowRoot ? [shadowRoot] : [])].flatMap(textsIn);
  return [nodeValue, attributes?.['aria-label'], ...inside].filter((text): text is string => text !== undefined);
}

/** Texts and labels inside the element that `selector` finds on the page at `address`, closed shadow roots included. */
export async function textsInside(browser: Browser, address: string, selector: string): Promise<readonly string[]> {
  const { connection } = browser as unknown as { readonly connection: BidiConnection };
  const { contexts } = (await connection.send('browsingContext.getTree', {})).result as {
    readonly contexts: readonly { readonly context: string; readonly url: string }[];
  };
  const page = contexts.find(({ url }) => url === address);
  const { result } = (
    await connection.send('script.evaluate', {
      expression: `document.querySelector(${JSON.stringify(selector)})`,
      target: { context: page?.context },
      awaitPromise: false,
      serializationOptions: { includeShadowTree: 'all', maxDomDepth: 12 },
    })
  ).result as { readonly result: RemoteNode };
  return textsIn(result);
}
