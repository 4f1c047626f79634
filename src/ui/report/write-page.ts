import { render, type JSX } from 'preact';

/** What a saved page is made of. */
export interface PageParts {
  readonly title: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly css: string;
  /** The view of the report. */
  readonly view: JSX.Element;
}

/** A saved page runs nothing and asks nobody for anything. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

function addMeta(page: Document, names: Readonly<Record<string, string>>): void {
  const meta = page.createElement('meta');
  for (const [name, value] of Object.entries(names)) meta.setAttribute(name, value);
  page.head.append(meta);
}

/**
 * A whole page as text, without its end: `block` is put at the end of its body. Drawn in a document that is never shown
 * and written out by the browser, which escapes whatever the report says.
 */
export function writePage({ title, language, direction, css, view }: PageParts, block: string): string {
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = language;
  page.documentElement.dir = direction;
  const charset = page.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  page.head.prepend(charset);
  addMeta(page, { 'http-equiv': 'Content-Security-Policy', content: POLICY });
  addMeta(page, { name: 'viewport', content: 'width=device-width' });
  const style = page.createElement('style');
  style.textContent = css;
  page.head.append(style);
  const main = page.createElement('main');
  page.body.append(main);
  render(view, main);
  const written = page.documentElement.outerHTML;
  const end = written.lastIndexOf('</body>');
  return `<!doctype html>\n${written.slice(0, end)}${block}${written.slice(end)}`;
}
