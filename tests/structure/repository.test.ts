import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readJson, repositoryFiles } from './repository.ts';

const files = repositoryFiles();
const texts = files.filter((path) => !/\.(png|jpg|jpeg|webp|onnx|npz|npy|bin|ico)$/.test(path));

/** Put together here so that this file does not match itself. */
const WORKPLACE = new RegExp(
  [
    ['', 'work', ''],
    ['', 'tmp', ''],
    ['', 'root', ''],
  ]
    .map((parts) => `(?<![\\w.$}])${parts.join('/')}`)
    .concat(['artifact' + 'ory', 'nexus' + '\\.', 'verd' + 'accio'])
    .join('|'),
);
const DATA_SET_NAMES =
  /(^|\/)(data|datasets?|ffhq|celeb[-_]?a|celeb[-_]?df|dfdc|faceforensics|lfw|utkface)(\/|\.)|\.(parquet|tar|tgz|zip|7z|h5|hdf5|pt|pth|ckpt|safetensors|npz|npy)$/i;
/** Half-precision weights that a next version starts from. */
const CHECKPOINT = /^training\/checkpoints\/[\w-]+\.pt$/;
const MOST_CHECKPOINT_BYTES = 8 * 2 ** 20;
const MEDIA = /\.(mp4|webm|mov|mkv|avi|jpe?g)$/i;
const MEDIA_FOLDERS = /^(demo\/portraits|tests)\//;

describe('what is tracked', () => {
  it('no data set, no archive, no training checkpoint but small ones in their folder', () => {
    expect(files.filter((path) => DATA_SET_NAMES.test(path) && !CHECKPOINT.test(path))).toEqual([]);
    const sizes = files.filter((path) => CHECKPOINT.test(path)).map((path) => statSync(path).size);
    expect(sizes.filter((size) => size > MOST_CHECKPOINT_BYTES)).toEqual([]);
  });

  it('media only where every file is listed with its licence', () => {
    expect(files.filter((path) => MEDIA.test(path) && !MEDIA_FOLDERS.test(path))).toEqual([]);
  });

  it('every portrait is credited', () => {
    const portraits = files.filter((path) => path.startsWith('demo/portraits/'));
    const credits = existsSync('demo/CREDITS.md') ? readFileSync('demo/CREDITS.md', 'utf8') : '';
    expect(portraits.filter((path) => !credits.includes(path.slice('demo/portraits/'.length)))).toEqual([]);
  });

  it('every picture that a page of ours shows is credited', () => {
    const pictures = files.filter((path) => /^src\/.*\.(webp|png|avif)$/.test(path));
    const credits = readFileSync('demo/CREDITS.md', 'utf8');
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.filter((path) => !credits.includes(`\`${path.split('/').at(-1) ?? ''}\``))).toEqual([]);
  });

  it('no path of one machine and no private registry', () => {
    const telling = texts.filter((path) => WORKPLACE.test(readFileSync(path, 'utf8')));
    expect(telling).toEqual([]);
  });

  it('every package in package-lock.json comes from the public registry', () => {
    const lock = readJson('package-lock.json') as {
      readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
    };
    const elsewhere = Object.values(lock.packages)
      .map((entry) => entry.resolved)
      .filter((address) => address !== undefined && !address.startsWith('https://registry.npmjs.org/'));
    expect(elsewhere).toEqual([]);
  });
});

describe('README', () => {
  const readme = readFileSync('README.md', 'utf8');
  const { scripts } = readJson('package.json') as { readonly scripts: Readonly<Record<string, string>> };

  it('names only scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].flatMap((hit) => hit[1] ?? []);
    expect(named.length).toBeGreaterThan(3);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});
