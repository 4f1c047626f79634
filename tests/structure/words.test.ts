import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repositoryFiles, sectionOf } from './repository.ts';

const FORBIDDEN = [
  'fake',
  'real',
  'authentic',
  'result',
  'data',
  'info',
  'manager',
  'helper',
  'util',
  'utils',
  'process',
  'handle',
];
const GLOSSARY = ['sighting', 'frame', 'crop', 'track', 'score', 'evidence', 'verdict', 'badge', 'moment', 'gate'];

const sources = repositoryFiles().filter((path) => /^src\/.*\.tsx?$/.test(path));

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

function forbiddenIn(name: string): boolean {
  return wordsOf(name).some((word) => FORBIDDEN.includes(word));
}

function exportedNames(path: string): readonly string[] {
  const exported = /^export (?:async )?(?:declare )?(?:abstract )?(?:function\*?|const|class|interface|type) (\w+)/gm;
  return [...readFileSync(path, 'utf8').matchAll(exported)].flatMap((hit) => hit[1] ?? []);
}

describe('words', () => {
  it('no path under src uses a word that is not ours', () => {
    expect(sources.filter((path) => forbiddenIn(path.replace(/\.tsx?$/, '')))).toEqual([]);
  });

  it('no exported name uses a word that is not ours', () => {
    const odd = sources.flatMap((path) =>
      exportedNames(path)
        .filter(forbiddenIn)
        .map((name) => `${path}: ${name}`),
    );
    expect(odd).toEqual([]);
  });

  it('no file is an index: its path already says what it holds', () => {
    expect(sources.filter((path) => /\/index\.tsx?$/.test(path))).toEqual([]);
  });

  it.each(GLOSSARY)('the glossary explains "%s"', (word) => {
    const glossary = readFileSync('docs/GLOSSARY.md', 'utf8');
    expect(sectionOf(glossary, 'Words')).toMatch(new RegExp(`^\\| \\*\\*${word}\\*\\* +\\| .{30,}`, 'm'));
  });
});
