import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPolicyValues } from '../../src/platform/policy/read-policy-values.ts';
import { repositoryFiles } from './repository.ts';

const pages = repositoryFiles().filter((path) => path.endsWith('.md'));

/** As GitHub makes an anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- ]/gu, '')
    .trim()
    .replaceAll(' ', '-');

function anchorsIn(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

function brokenLinksIn(page: string): readonly string[] {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchorsIn(target).includes(anchor);
  });
}

it.each(pages)('every place that %s links to exists', (page) => {
  expect(brokenLinksIn(page)).toEqual([]);
});

/** Settings of the extension in a policy that a page shows: of a file, or of the Admin console. */
function settingsIn(policy: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const entries = Object.entries(policy);
  const isOfConsole = entries.every(([, entry]) => typeof entry === 'object' && entry !== null && 'Value' in entry);
  if (isOfConsole)
    return [Object.fromEntries(entries.map(([key, entry]) => [key, (entry as { Value: unknown }).Value]))];
  const file = (policy['policies'] ?? policy) as { readonly '3rdparty'?: Readonly<Record<string, object>> };
  return Object.values(file['3rdparty'] ?? {}).flatMap((byId) => Object.values(byId) as Record<string, unknown>[]);
}

describe('policies shown on the pages of docs/deploy', () => {
  const shown = pages
    .filter((path) => path.startsWith('docs/deploy/'))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']) => json))
    .map((json) => JSON.parse(json) as Readonly<Record<string, unknown>>)
    .flatMap(settingsIn);

  it('are there for the Admin console, Linux and Firefox', () => {
    expect(shown.length).toBeGreaterThanOrEqual(3);
  });

  it('hold nothing that the extension would leave out', () => {
    expect(shown.flatMap((policy) => readPolicyValues(policy).refused)).toEqual([]);
    expect(readPolicyValues({ colour: 'red' }).refused).toHaveLength(1);
  });
});
