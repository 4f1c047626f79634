/** Some sites write a megabyte into one element; more than this is not looked through, characters. */
const MOST_CHARS = 3_000_000;

/** What a page's server wrote into `<script id="…" type="application/json">`. Undefined when absent, huge or no JSON. */
export function readScriptJson(page: Document, id: string): unknown {
  const text = page.querySelector(`script[id="${id}"][type="application/json"]`)?.textContent ?? '';
  if (text === '' || text.length > MOST_CHARS) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
