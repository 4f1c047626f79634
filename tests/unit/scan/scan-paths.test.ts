import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesToScan, readArguments, UnusableArgumentsError } from '../../../tools/scan-paths.ts';

let folder = '';
const notes: string[] = [];
const note = (words: string): number => notes.push(words);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'second-look-scan-'));
  mkdirSync(join(folder, 'b', 'deep'), { recursive: true });
  for (const name of ['z.MP4', 'a.jpeg', 'notes.txt', join('b', 'deep', 'c.webm')])
    writeFileSync(join(folder, name), '');
  symlinkSync(folder, join(folder, 'b', 'loop'));
  symlinkSync(join(folder, 'nowhere.png'), join(folder, 'dangling.png'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('what to scan', () => {
  it('folders are searched, in order, and what is no video or picture is noted', () => {
    const files = filesToScan([folder], note).map(({ file }) => file.slice(folder.length + 1));
    expect(files).toEqual(['a.jpeg', join('b', 'deep', 'c.webm'), 'z.MP4']);
    expect(notes.join('\n')).toMatch(/notes\.txt/);
    expect(notes.join('\n')).toMatch(/dangling\.png/);
    expect(notes.join('\n')).toMatch(/loop/);
  });

  it('a file that was named is kept although its suffix is unknown, so that it gets its line', () => {
    const [file] = filesToScan([join(folder, 'notes.txt')], note);
    expect(file).toMatchObject({ isReadable: false });
  });

  it('a path that does not exist is an unusable argument', () => {
    expect(() => filesToScan([join(folder, 'missing')], note)).toThrow(UnusableArgumentsError);
  });
});

describe('command line', () => {
  it.each([[[]], [['--json']], [['--jsn', 'a.mp4']], [['a.mp4', '--dist']]])('%j is unusable', (words) => {
    expect(() => readArguments(words)).toThrow(UnusableArgumentsError);
  });

  it('what follows -- is a path', () => {
    expect(readArguments(['--json', '--', '--odd.mp4'])).toEqual({
      paths: ['--odd.mp4'],
      isJson: true,
      dist: undefined,
    });
  });
});
