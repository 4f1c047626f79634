import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A small tree that breaks every rule once. */
const PLANTED: Readonly<Record<string, string>> = {
  'src/contracts/thing.ts': 'export const thing = 1;\n',
  'src/core/find/reaches-up.ts': "import { door } from '../../platform/door.ts';\nexport const up = door;\n",
  'src/core/find/wants-a-package.ts':
    "import * as v from 'valibot';\nimport { thing } from '../../contracts/thing.ts';\nexport const parsed = [v, thing];\n",
  'src/core/find/alone.ts': 'export const alone = 1;\n',
  'src/core/find/one.ts': "import { two } from './two.ts';\nexport const one = (): unknown => two;\n",
  'src/core/find/two.ts': "import { one } from './one.ts';\nexport const two = (): unknown => one;\n",
  'src/platform/door.ts': "import { thing } from '../contracts/thing.ts';\nexport const door = thing;\n",
  'src/platform/wants-preact.ts': "import { h } from 'preact';\nexport const made = h;\n",
  'src/detectors/a/read.ts': 'export const a = 1;\n',
  'src/detectors/b/read.ts': "import { a } from '../a/read.ts';\nexport const b = a;\n",
  'src/contexts/popup/part.ts': "import { mine } from '../content/part.ts';\nexport const taken = mine;\n",
  'src/contexts/content/part.ts': 'export const mine = 1;\n',
  'src/sites/adapter.ts': 'export const shape = 1;\n',
  'src/sites/one.ts': "import { shape } from './adapter.ts';\nexport const site = shape;\n",
  'src/sites/two.ts': "import { site } from './one.ts';\nexport const copied = site;\n",
  'src/sites/labels/one.ts': "import { shape } from '../adapter.ts';\nexport const label = shape;\n",
  'src/sites/labels/two.ts': "import { label } from './one.ts';\nexport const same = label;\n",
};

const REFUSED = [
  'core-imports-only-contracts: src/core/find/reaches-up.ts → src/platform/door.ts',
  'core-packages-none: src/core/find/wants-a-package.ts',
  'no-orphans: src/core/find/alone.ts',
  'no-cycles: src/core/find/one.ts',
  'valibot: src/platform/wants-preact.ts',
  'detectors-are-strangers: src/detectors/b/read.ts → src/detectors/a/read.ts',
  'contexts-are-strangers: src/contexts/popup/part.ts → src/contexts/content/part.ts',
  'sites-are-strangers: src/sites/two.ts → src/sites/one.ts',
  'sites-are-strangers: src/sites/labels/two.ts → src/sites/labels/one.ts',
];

let tree = '';
let complaints = '';

beforeAll(() => {
  tree = mkdtempSync(join(realpathSync(tmpdir()), 'second-look-fences-'));
  for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) cpSync(file, join(tree, file));
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'), 'dir');
  for (const [path, text] of Object.entries(PLANTED)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  const cruise = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const args = [cruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src'];
  complaints = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8' }).stdout;
});

afterAll(() => rmSync(tree, { recursive: true }));

describe('the layer fence', () => {
  it.each(REFUSED)('refuses %s', (refused) => {
    expect(complaints).toContain(refused);
  });

  it('lets pass what the table allows', () => {
    expect(complaints).not.toContain('src/platform/door.ts →');
    expect(complaints).not.toContain('src/sites/one.ts →');
    expect(complaints).not.toContain('src/sites/labels/one.ts →');
  });
});
