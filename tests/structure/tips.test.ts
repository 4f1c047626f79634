import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { SITUATIONS } from '../../src/contracts/advice.ts';
import { RESOURCES } from '../../src/tips/resources.ts';
import { readJson } from './repository.ts';

/** Nothing in an address may carry something about its reader, and nothing may be unencrypted. */
const plainAddress = v.pipe(
  v.string(),
  v.url(),
  v.check((address) => {
    const { protocol, username, password, search, hash } = new URL(address);
    return protocol === 'https:' && [username, password, search, hash].every((part) => part === '');
  }, 'an https address without query, anchor or user name'),
);
const textKey = v.pipe(v.string(), v.regex(/^why_[a-z0-9_]+$/));
const audiences = v.pipe(v.array(v.picklist(['adult', 'minor', 'teacher'])), v.minLength(1));

const reviewedResource = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  title: v.pipe(v.string(), v.nonEmpty(), v.maxLength(70)),
  why: textKey,
  url: plainAddress,
  owner: v.pipe(v.string(), v.nonEmpty()),
  languages: v.pipe(v.array(v.pipe(v.string(), v.regex(/^([a-z]{2}|mul)$/))), v.minLength(1)),
  regions: v.union([v.literal('world'), v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))), v.minLength(1))]),
  audiences,
  situations: v.pipe(v.array(v.picklist(SITUATIONS)), v.minLength(1)),
  leadsFor: v.exactOptional(audiences),
  site: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z]+\.com$/))),
  source: v.picklist(['seen', 'known']),
  reviewedOn: v.pipe(v.string(), v.isoDate()),
  // Say so in docs/TIPS.md when the first page was opened.
  openedLive: v.boolean(),
});

const messages = readJson('_locales/en/messages.json') as Readonly<Record<string, { readonly message: string }>>;
const repeated = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe('resources', () => {
  it('there are at least forty', () => {
    expect(RESOURCES.length).toBeGreaterThanOrEqual(40);
  });

  it.each(RESOURCES.map((resource) => [resource.id, resource] as const))('%s is complete', (_id, resource) => {
    const read = v.safeParse(reviewedResource, resource);
    expect(read.issues?.map(({ message, path }) => `${String(path?.[0]?.key)}: ${message}`) ?? []).toEqual([]);
  });

  it('none is listed twice', () => {
    expect(repeated(RESOURCES.map(({ id }) => id))).toEqual([]);
    expect(repeated(RESOURCES.map(({ url }) => url.replace(/\/$/, '')))).toEqual([]);
  });

  it('none was reviewed in the future', () => {
    const today = new Date().toISOString().slice(0, 10);
    expect(RESOURCES.filter(({ reviewedOn }) => reviewedOn > today)).toEqual([]);
  });

  it.each(RESOURCES.map(({ id, why }) => [id, why] as const))('%s says why in one line', (_id, why) => {
    const line = typeof why === 'string' ? messages[why]?.message : why.words;
    expect(line).toMatch(/^.{10,90}$/);
  });

  it('no line gives a telephone number: they change, and the page behind the link knows', () => {
    const lines = Object.entries(messages).filter(([key]) => /^(why|tip|lesson|help|practice)_/.test(key));
    expect(lines.filter(([, { message }]) => /\d[\d\s().-]{4,}\d/.test(message))).toEqual([]);
  });

  it('the docs tell how many there are and that none was opened', () => {
    const docs = readFileSync('docs/TIPS.md', 'utf8');
    const opened = RESOURCES.filter(({ openedLive }) => openedLive).length;
    expect(docs).toContain(`${RESOURCES.length} entries, ${opened} of them opened live`);
  });
});
