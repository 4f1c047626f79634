import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldersIn } from './repository.ts';

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
