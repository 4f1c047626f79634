/**
 * What a page's own markup, schema.org in JSON-LD or microdata, says of its video, and whether the page carries a
 * fact-check. For pages of sites that have no labels of their own, news above all.
 *
 * Sources, read on 2026-11-22: schema.org/digitalSourceType and schema.org/IPTCDigitalSourceEnumeration (as stored, May
 * 2026: fewer than 1,000 domains), schemaorg/schemaorg#3392, schema.org/ClaimReview, schema.org/VideoObject,
 * schema.org/Movie, schema.org/LearningResource, schema.org/SatiricalArticle, cv.iptc.org/newscodes/digitalsourcetype.
 */
import { isNonEmpty } from '../../contracts/non-empty.ts';
import type { Declaration, PageFact } from '../../contracts/fact.ts';
import { closestAcross } from '../adapter.ts';

/** Limits of one page. News pages carry one to five scripts of a few thousand characters. */
const MOST_SCRIPTS = 20;
const MOST_CHARS = 300_000;
const MOST_STEPS = 10_000;
const MOST_DEPTH = 20;

/** What may be learnt from markup; a script that cannot be parsed matters only when it mentions one of these. */
const OUR_WORDS = /digitalSourceType|ClaimReview/;

/** The last part of a source type's name, lower case, without schema.org's ending. */
const SOURCE_TYPES: ReadonlyMap<string, Declaration> = new Map([
  ['trainedalgorithmicmedia', 'ai-generated'],
  ['compositewithtrainedalgorithmicmedia', 'ai-edited'],
  ['digitalcapture', 'camera-captured'],
  ['computationalcapture', 'camera-captured'],
]);

/** What kind of work a video is, or is part of. */
const WORKS: ReadonlyMap<string, Declaration> = new Map([
  ['Movie', 'film'],
  ['MovieClip', 'film'],
  ['TVEpisode', 'film'],
  ['TVClip', 'film'],
  ['TVSeries', 'film'],
  ['SatiricalArticle', 'parody'],
  ['LearningResource', 'education'],
  ['Course', 'education'],
]);
const PARODY = /^(?:parody|satire)$/i;

/** A thing of the markup with all that it is part of, outermost last. */
interface Thing {
  readonly types: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly partOf: Thing | undefined;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const stringsIn = (value: unknown): readonly string[] => listOf(value).filter((each) => typeof each === 'string');

/** `https://schema.org/Movie`, `schema:Movie` and `Movie` are one; names of other vocabularies are nothing. */
function typeName(written: string): string {
  return /^(?:https?:\/\/schema\.org\/|schema:)?(\w+)$/.exec(written)?.[1] ?? '';
}

/** Every typed thing in one document of JSON-LD. Undefined when there is more than we look through. */
function thingsIn(document: unknown): readonly Thing[] | undefined {
  const found: Thing[] = [];
  const waiting: { value: unknown; partOf: Thing | undefined; depth: number }[] = [];
  waiting.push({ value: document, partOf: undefined, depth: 0 });
  for (let looked = 0; ; looked += 1) {
    const next = waiting.pop();
    if (next === undefined) return found;
    const { value, partOf, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (looked > MOST_STEPS || depth > MOST_DEPTH) return undefined;
    const properties = (Array.isArray(value) ? {} : value) as Readonly<Record<string, unknown>>;
    const types = stringsIn(properties['@type']).map(typeName);
    const thing = types.length === 0 ? partOf : { types, properties, partOf };
    if (thing !== undefined && thing !== partOf) found.push(thing);
    for (const part of Object.values(value)) waiting.push({ value: part, partOf: thing, depth: depth + 1 });
  }
}

interface Markup {
  readonly things: readonly Thing[];
  readonly isUnread: boolean;
}

function readScript(text: string): Markup {
  const unread = { things: [], isUnread: OUR_WORDS.test(text.slice(0, MOST_CHARS)) };
  if (text.length > MOST_CHARS) return unread;
  try {
    const things = thingsIn(JSON.parse(text));
    return things === undefined ? unread : { things, isUnread: false };
  } catch {
    return unread;
  }
}

function readScripts(page: Document): Markup {
  const scripts = [...page.querySelectorAll('script[type="application/ld+json"]')].slice(0, MOST_SCRIPTS);
  const read = scripts.map((script) => readScript(script.textContent));
  return { things: read.flatMap(({ things }) => things), isUnread: read.some(({ isUnread }) => isUnread) };
}

/** Whether one of the written addresses is this one, wherever in it they point. */
function names(written: unknown, address: string): boolean {
  const other = new URL(address);
  other.hash = '';
  return stringsIn(written).some((each) => {
    if (!URL.canParse(each, address)) return false;
    const one = new URL(each, address);
    one.hash = '';
    return one.href === other.href;
  });
}

/** The thing that is this very video: its file, its player's page, or the only video of the page's only video thing. */
function thingOf(video: HTMLVideoElement, things: readonly Thing[]): Thing | undefined {
  const page = video.ownerDocument;
  const videos = things.filter(({ types }) => types.includes('VideoObject'));
  const named = videos.find(
    ({ properties: { contentUrl, embedUrl } }) =>
      (/^https?:/.test(video.currentSrc) && names(contentUrl, video.currentSrc)) || names(embedUrl, page.location.href),
  );
  if (named !== undefined) return named;
  const [only] = videos;
  if (only === undefined || videos.length > 1 || page.querySelectorAll('video').length !== 1) return undefined;
  // It names a file, and not the one that plays: only a player that fetches by itself can be playing it all the same.
  const isElsewhere = only.properties['contentUrl'] !== undefined && !video.currentSrc.startsWith('blob:');
  return isElsewhere ? undefined : only;
}

function sourceType(written: string): readonly Declaration[] {
  const [, name = ''] =
    /^(?:https?:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\/|https?:\/\/schema\.org\/)?(\w+?)(?:DigitalSource)?$/.exec(
      written,
    ) ?? [];
  const declared = SOURCE_TYPES.get(name.toLowerCase());
  return declared === undefined ? [] : [declared];
}

function declaredBy(thing: Thing): readonly Declaration[] {
  const declared = stringsIn(thing.properties['digitalSourceType']).flatMap(sourceType);
  if (thing.properties['learningResourceType'] !== undefined) declared.push('education');
  for (let work: Thing | undefined = thing; work !== undefined; work = work.partOf) {
    declared.push(...work.types.flatMap((type) => WORKS.get(type) ?? []));
    if (stringsIn(work.properties['genre']).some((genre) => PARODY.test(genre))) declared.push('parody');
  }
  return declared;
}

/** Microdata on the element that holds the video, from attributes that no reader of the page sees. */
function declaredAround(video: Element): readonly Declaration[] {
  const holder = closestAcross(video, '[itemscope][itemtype$="://schema.org/VideoObject"]');
  const written = holder?.querySelectorAll('link[itemprop="digitalSourceType"],meta[itemprop="digitalSourceType"]');
  return [...(written ?? [])]
    .filter((element) => element.parentElement?.closest('[itemscope]') === holder)
    .flatMap((element) => sourceType(element.getAttribute('href') ?? element.getAttribute('content') ?? ''));
}

const FACT_CHECK =
  '[itemscope][itemtype="https://schema.org/ClaimReview"],[itemscope][itemtype="http://schema.org/ClaimReview"]';

/** What the page's markup says of a video on it and of the page itself. Bounded; never throws. */
export function readMarkup(video: HTMLVideoElement): {
  readonly known: readonly PageFact[];
  readonly isUnread: boolean;
} {
  const page = video.ownerDocument;
  const { things, isUnread } = readScripts(page);
  const thing = thingOf(video, things);
  const ofVideo = [...new Set([...(thing === undefined ? [] : declaredBy(thing)), ...declaredAround(video)])];
  const hasFactCheck =
    things.some(({ types }) => types.includes('ClaimReview')) || page.querySelector(FACT_CHECK) !== null;
  const ofPage: readonly Declaration[] = hasFactCheck ? ['fact-check'] : [];
  const known = [ofVideo, ofPage].flatMap((declares): readonly PageFact[] =>
    isNonEmpty(declares) ? [{ source: 'page', declares }] : [],
  );
  return { known, isUnread };
}
