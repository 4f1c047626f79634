/** What `npm run scan` was asked to look at. */
import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';
import { extname, isAbsolute, join, resolve } from 'node:path';

export const USAGE = 'usage: npm run scan -- PATH… [--json]   (files or folders: mp4 webm mov jpg jpeg png webp)';

const SUFFIXES = ['.mp4', '.webm', '.mov', '.jpg', '.jpeg', '.png', '.webp'];

/** The command line cannot be followed; the message says why. */
export class UnusableArgumentsError extends Error {
  override readonly name = 'UnusableArgumentsError';
}

export interface ScanArguments {
  readonly paths: readonly string[];
  readonly isJson: boolean;
  /** Folder of a built extension to drive as it is; otherwise ours, built when its sources are newer. */
  readonly dist: string | undefined;
}

/** Reads the command line. Throws `UnusableArgumentsError`. What follows `--` is a path, whatever it looks like. */
export function readArguments(words: readonly string[]): ScanArguments {
  const paths: string[] = [];
  let isJson = false;
  let dist: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') {
      paths.push(...words.slice(at + 1));
      break;
    }
    if (word === '--json') isJson = true;
    else if (word === '--dist') {
      at += 1;
      dist = words[at];
      if (dist === undefined) throw new UnusableArgumentsError('--dist needs a folder');
    } else if (word.startsWith('-')) throw new UnusableArgumentsError(`no such option: ${word}`);
    else paths.push(word);
  }
  if (paths.length === 0) throw new UnusableArgumentsError('nothing to scan');
  return { paths, isJson, dist };
}

/** One file to look at. One that was named although it is of no kind we read is reported, not skipped. */
export interface FileToScan {
  /** As it is reported: the path as it was given, or found below one that was given. */
  readonly file: string;
  readonly absolute: string;
  readonly isReadable: boolean;
}

const hasSuffix = (path: string): boolean => SUFFIXES.includes(extname(path).toLowerCase());

/** `npm run` changes to the repository's root; paths are meant from where the person stands. */
function fromHere(path: string): string {
  return isAbsolute(path) ? path : resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

/** All files below the given paths, folders in order of name. Throws `UnusableArgumentsError` when a path does not exist. */
export function filesToScan(paths: readonly string[], note: (words: string) => void): readonly FileToScan[] {
  return paths.flatMap((path) => {
    const absolute = fromHere(path);
    const entry = statSync(absolute, { throwIfNoEntry: false });
    if (entry === undefined) throw new UnusableArgumentsError(`no such file or folder: ${path}`);
    if (!entry.isDirectory()) return [{ file: path, absolute, isReadable: hasSuffix(path) }];
    return filesBelow(absolute, path, note);
  });
}

function filesBelow(absolute: string, shown: string, note: (words: string) => void): FileToScan[] {
  return entriesOf(absolute, shown, note).flatMap((entry) => {
    const [inside, file] = [join(absolute, entry.name), join(shown, entry.name)];
    // A link to a folder may lead back up; a link to a file is just a file.
    if (entry.isDirectory()) return filesBelow(inside, file, note);
    if (lstatSync(inside, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      if (statSync(inside, { throwIfNoEntry: false })?.isFile() !== true) {
        note(`skipped ${file}: a link that leads to no file`);
        return [];
      }
    }
    if (hasSuffix(entry.name)) return [{ file, absolute: inside, isReadable: true }];
    note(`skipped ${file}: not a video or picture we read`);
    return [];
  });
}

function entriesOf(absolute: string, shown: string, note: (words: string) => void): Dirent[] {
  try {
    return readdirSync(absolute, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (problem) {
    note(`skipped ${shown}: ${String(problem)}`);
    return [];
  }
}
