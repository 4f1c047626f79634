import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { labelReaders } from '../../src/sites/labels/registry.ts';
import { adapters as siteAdapters } from '../../src/sites/registry.ts';
import { foldersIn, readJson } from './repository.ts';

const SHARED = ['adapter.ts', 'registry.ts'];
const adapters = readdirSync('src/sites')
  .filter((file) => file.endsWith('.ts') && !SHARED.includes(file))
  .map((file) => file.replace(/\.ts$/, ''));

describe('sites', () => {
  it('there is at least the generic adapter', () => {
    expect(adapters).toContain('generic');
  });

  it.each(adapters)('%s has a saved page, and every saved page its expected answer', (id) => {
    const folder = `tests/sites/${id}`;
    expect(existsSync(folder), `${folder} is missing`).toBe(true);
    const files = readdirSync(folder);
    const pages = files.filter((file) => file.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(0);
    expect(files).toEqual(expect.arrayContaining(pages.map((page) => page.replace(/\.html$/, '.expected.json'))));
  });

  it('no saved page belongs to an adapter that is gone', () => {
    expect(adapters).toEqual(expect.arrayContaining([...foldersIn('tests/sites')]));
  });
});

interface ContentScript {
  readonly matches: readonly string[];
  readonly js: readonly string[];
  readonly world?: string;
  readonly all_frames?: boolean;
}
const { content_scripts: scripts } = readJson('manifest.json') as {
  readonly content_scripts: readonly ContentScript[];
};
const hostsOf = (id: string): readonly string[] => siteAdapters.find((adapter) => adapter.id === id)?.hosts ?? [];

describe('labels', () => {
  it('every file beside the registry is one reader, and every reader has an adapter', () => {
    const files = readdirSync('src/sites/labels').filter((file) => file.endsWith('.ts'));
    const readers = files.filter((file) => !['registry.ts', 'page-markup.ts'].includes(file));
    expect(readers.sort()).toEqual(labelReaders.map(({ site }) => `${site}.ts`).sort());
    expect(labelReaders.filter(({ site }) => hostsOf(site).length === 0)).toEqual([]);
  });

  it.each([...labelReaders.map(({ site }) => site), 'generic'])('%s has labelled pages and their answers', (site) => {
    const files = readdirSync(`tests/sites/${site}/labels`);
    const pages = files.filter((file) => file.endsWith('.html'));
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(files.length).toBe(2 * pages.length);
    expect(files).toEqual(expect.arrayContaining(pages.map((page) => page.replace(/\.html$/, '.expected.json'))));
  });

  it.each(labelReaders)('$site names its sources and says what is unverified', ({ site }) => {
    const header = /^\/\*\*[\s\S]*?\*\//.exec(readFileSync(`src/sites/labels/${site}.ts`, 'utf8'))?.[0] ?? '';
    expect(header).toMatch(/Sources?[^]*2026-11-22/);
    expect(header).toMatch(/Unverified|No selector, no field/);
  });

  it('our script in the page’s world is in the top frame of the sites that it is asked about, and nowhere else', () => {
    const inPage = scripts.filter(({ world }) => world === 'MAIN');
    const asked = labelReaders.filter(({ question }) => question !== undefined).flatMap(({ site }) => hostsOf(site));
    expect(inPage).toHaveLength(1);
    expect([...(inPage[0]?.matches ?? [])].sort()).toEqual(asked.map((host) => `https://*.${host}/*`).sort());
    expect(inPage[0]?.all_frames ?? false).toBe(false);
  });
});
