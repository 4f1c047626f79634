/** Some sites write a megabyte into one element; more than this is not looked through, characters. */
const MOST_CHARS = 3_000_000;

/**
 * What a page's server wrote into `<script id="…" type="application/json">`, if it mentions this post. Undefined when
 * absent, huge or no JSON. After navigation it is still there, about something else, and need not be parsed again.
 */
export function readScriptJson(page: Document, id: string, post: string): unknown {
  const text = page.querySelector(`script[id="${id}"][type="application/json"]`)?.textContent ?? '';
  if (text.length > MOST_CHARS || !text.includes(post)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
