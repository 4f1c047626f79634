import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Declaration } from '../../src/contracts/fact.ts';
import type { PageAnswer } from '../../src/contracts/page-question.ts';
import { lookThrough } from '../../src/platform/page/page-objects.ts';
import type { SiteAdapter } from '../../src/sites/adapter.ts';
import { readMarkup } from '../../src/sites/labels/page-markup.ts';
import { labelReaders } from '../../src/sites/labels/registry.ts';
import type { LabelReading } from '../../src/sites/labels/shared/label-reader.ts';
import { adapterFor } from '../../src/sites/registry.ts';
import type { PageNode } from './mutate-page.ts';
import { raisePage, SCRIPT_TEXT } from './saved-page.ts';

const HERE = import.meta.dirname;

const Expected = v.strictObject({
  address: v.pipe(v.string(), v.url()),
  /** What the page shows, in words. */
  state: v.string(),
  declares: v.array(v.string()),
  isUnread: v.boolean(),
  /** The site's id of the post that carries the label. */
  post: v.optional(v.string()),
  /** Something on the page looks like a label of this video and is none. */
  isLookAlike: v.optional(v.boolean(), false),
});

/** A hand-made page of `tests/sites/<site>/labels/` with the page's own objects, and what must be read from it. */
export interface LabelledPage {
  readonly site: string;
  readonly name: string;
  readonly html: string;
  readonly expected: v.InferOutput<typeof Expected>;
}

/** Every labelled page, by site and name. */
export function labelledPages(): readonly LabelledPage[] {
  return readdirSync(HERE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: site }) => {
      const folder = join(HERE, site, 'labels');
      const files = readdirSync(join(HERE, site)).includes('labels') ? readdirSync(folder) : [];
      const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
      return files
        .filter((file) => file.endsWith('.html'))
        .map((file) => file.replace(/\.html$/, ''))
        .sort()
        .map((name) => {
          const expected = v.parse(Expected, JSON.parse(read(`${name}.expected.json`)));
          return { site, name, html: read(`${name}.html`), expected };
        });
    });
}

/** Where a script of a labelled page says that its object belongs: `global <name>`, `method <selector> <name>`, … */
const PAGE_OBJECT = 'data-page-object';
const FIBER = '__reactFiber$test';

type Objects = Record<string, unknown>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Hands an object of the page's own scripts to whoever owns it: the window, an element, or a component around it. */
function place(script: Element): string | undefined {
  const [kind, first = '', second = ''] = (script.getAttribute(PAGE_OBJECT) ?? '').split(' ');
  // A mutation may have put the name of an object on a script that holds none.
  const value = parsed(script.textContent);
  const owner = script.parentElement;
  if (typeof value !== 'object') return undefined;
  if (kind === 'global') {
    (window as unknown as Objects)[first] = value;
    return first;
  }
  if (kind === 'method') {
    const element = document.querySelector(first) as Objects | null;
    if (element !== null) element[second] = () => value;
  }
  if (kind === 'component' && owner !== null) {
    const fiber = (owner as unknown as Objects)[FIBER] as { memoizedProps: Objects } | undefined;
    if (fiber === undefined) (owner as unknown as Objects)[FIBER] = { memoizedProps: { [first]: value }, return: null };
    else fiber.memoizedProps[first] = value;
  }
  return undefined;
}

/** Components know the component around them. */
function linkComponents(): void {
  for (const element of document.querySelectorAll('*')) {
    const fiber = (element as unknown as Objects)[FIBER] as Objects | undefined;
    let around = element.parentElement;
    while (around !== null && (around as unknown as Objects)[FIBER] === undefined) around = around.parentElement;
    if (fiber !== undefined) fiber['return'] = around === null ? null : (around as unknown as Objects)[FIBER];
  }
}

let globals: readonly string[] = [];

/** Builds a labelled page as the whole document, its scripts' objects included, and gives the videos named "ours". */
export function raiseLabelled(page: PageNode): readonly HTMLVideoElement[] {
  for (const name of globals) (window as unknown as Objects)[name] = undefined;
  const videos = raisePage(page);
  const scripts = [...document.querySelectorAll(`script[${PAGE_OBJECT}]`)];
  globals = scripts.map(place).filter((name) => name !== undefined);
  for (const script of scripts) script.remove();
  linkComponents();
  return videos.filter((video) => video.getAttribute('data-video') === 'ours');
}

/** What crosses from the page's world to ours: text. */
function throughText(answer: PageAnswer): PageAnswer {
  return JSON.parse(JSON.stringify(answer)) as PageAnswer;
}

/** What the site's reader says of a video, or the page's markup where the site has no labels. */
export function readingOf(video: HTMLVideoElement, site: string, address: string): LabelReading {
  const adapter: SiteAdapter = adapterFor(new URL(address).hostname);
  const role = adapter.roleOf(video);
  const reader = labelReaders.find((each) => each.site === site);
  if (reader === undefined) {
    const { known, isUnread } = readMarkup(video);
    return { declares: known.flatMap(({ declares }): readonly Declaration[] => declares), isUnread };
  }
  if (role.kind !== 'content') return { declares: [], isUnread: true };
  const where = { address: new URL(address), video, anchor: role.anchor };
  return reader.read(where, reader.question && throughText(lookThrough(reader.question, video)));
}

/** Calls `change` on every JSON text of a page: the page's own objects and what its server wrote. */
export function changeScripts(page: PageNode, change: (value: unknown) => unknown): void {
  const value = parsed(page.attributes.get(SCRIPT_TEXT) ?? '');
  // A page with broken markup stays as broken as it is.
  if (value !== undefined) page.attributes.set(SCRIPT_TEXT, JSON.stringify(change(value)));
  for (const child of page.children) changeScripts(child, change);
}
