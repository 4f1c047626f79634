import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUNDLED_LANGUAGES } from '../../src/contracts/texts.ts';
import { firefoxManifest, type Manifest } from '../../tools/firefox-manifest.ts';
import { readJson, sectionOf } from './repository.ts';

const manifest = readJson('manifest.json') as Manifest & { readonly icons: Readonly<Record<string, string>> };
const listing = readFileSync('docs/store/listing.md', 'utf8');
const part = (heading: string): string => sectionOf(listing, heading) ?? '';
const english = readJson('_locales/en/messages.json') as Readonly<Record<string, { readonly message: string }>>;

describe('the listing', () => {
  it('has the name and the summary of the package', () => {
    expect(part('Name')).toBe(english['name']?.message);
    expect(part('Summary')).toBe(english['description']?.message);
  });

  // The strictest store each: Edge's name, Chrome's summary, Edge's description at both ends.
  it.each([
    ['Name', 1, 45],
    ['Summary', 1, 132],
    ['Description', 250, 10_000],
  ])('%s is %d to %d characters long', (heading, least, most) => {
    expect(part(heading).length).toBeGreaterThanOrEqual(least);
    expect(part(heading).length).toBeLessThanOrEqual(most);
  });

  it('counts the languages that there are', () => {
    expect(part('Description')).toContain(`${BUNDLED_LANGUAGES.length} languages`);
  });
});

describe('the permissions', () => {
  const rows = [
    ...readFileSync('docs/store/permissions.md', 'utf8').matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\| (.*?) +\|$/gm),
  ].map(([, name = '', where = '', why = '']) => ({ name, packages: where.split(', '), why }));

  const askedBy = (one: Manifest): readonly string[] =>
    ['permissions', 'optional_permissions', 'host_permissions', 'optional_host_permissions'].flatMap(
      (key) => (one[key] ?? []) as readonly string[],
    );

  it.each([
    ['Chromium', manifest],
    ['Firefox', firefoxManifest(manifest)],
  ])('of %s are all justified, and no other is', (name, asking) => {
    const justified = rows.filter(({ packages }) => packages.includes(name)).map((row) => row.name);
    expect(justified.sort()).toEqual([...askedBy(asking)].sort());
  });

  it('are justified in a sentence, and within what the form takes', () => {
    for (const { why } of rows) {
      expect(why.length).toBeGreaterThan(40);
      expect(why.length).toBeLessThanOrEqual(1000);
    }
  });
});

describe('the icons', () => {
  it('are there in the sizes that Chrome, Edge and Firefox want', () => {
    expect(Object.keys(manifest.icons)).toEqual(['16', '32', '48', '96', '128']);
  });

  it.each(Object.entries(manifest.icons))('%s is as wide and high as it says', (size, path) => {
    const png = readFileSync(path);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(size), Number(size)]);
  });
});
