import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firefoxAliases, firefoxStandIns } from '../../tools/firefox-build.ts';
import { repositoryFiles } from './repository.ts';

const standIns = firefoxStandIns();
const replacedBy = (standIn: string): string => standIn.replace('.firefox.ts', '.ts');
const exportsOf = (path: string): readonly (string | undefined)[] =>
  [...readFileSync(path, 'utf8').matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm)].map(
    ([, name]) => name,
  );

describe('files that stand in for others in Firefox', () => {
  it.each(standIns)('%s lies beside the file it replaces and exports the same', (standIn) => {
    expect(existsSync(replacedBy(standIn))).toBe(true);
    expect(exportsOf(standIn)).toEqual(exportsOf(replacedBy(standIn)));
  });

  it('are few, and lie in the platform', () => {
    expect(standIns.filter((path) => !path.startsWith('src/platform/'))).toEqual([]);
    expect(standIns.length).toBeLessThanOrEqual(6);
  });

  it('replace files whose names no other file has', () => {
    const names = standIns.map((path) => basename(replacedBy(path)));
    const sameName = repositoryFiles().filter((path) => path.startsWith('src/') && names.includes(basename(path)));
    expect(sameName.sort()).toEqual(standIns.map(replacedBy).sort());
  });

  it('take the place of the file in each way of importing it, and of no other file', () => {
    const aliases = firefoxAliases();
    const hit = (path: string): boolean => aliases.some(({ find }) => find.test(path));
    expect(['./sendable.ts', '../picture/sendable.ts', '../../platform/picture/sendable.ts'].every(hit)).toBe(true);
    expect(['./not-sendable.ts', './sendable.test.ts', 'sendable.ts'].some(hit)).toBe(false);
  });
});
