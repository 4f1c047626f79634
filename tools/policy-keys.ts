/** The table of docs/deploy/policy-keys.md: for the structure test and the bench. */
import { existsSync, readFileSync } from 'node:fs';

const TABLE = 'docs/deploy/policy-keys.md';
const ROW = /^\| `(\w+)` \| (.+?) \| `(tests\/[\w./-]+\.test\.ts)`: (.+?) \|$/gm;

/** A policy's key as the table has it. */
export interface PolicyKeyRow {
  readonly key: string;
  readonly effect: string;
  readonly file: string;
  /** Name of the test, as its file has it. */
  readonly test: string;
}

/** Every row of the table. */
export function policyKeyRows(): readonly PolicyKeyRow[] {
  const rows = readFileSync(TABLE, 'utf8').replace(/ +\|/g, ' |').matchAll(ROW);
  return [...rows].map(([, key = '', effect = '', file = '', test = '']) => ({ key, effect, file, test }));
}

/** Whether the file has a test of that name which names the key. */
export function isTested({ key, file, test }: PolicyKeyRow): boolean {
  if (!existsSync(file)) return false;
  const [, body = ''] = readFileSync(file, 'utf8').split(`('${test}'`);
  const [own = ''] = body.split(/\n {0,2}it(?:\.each)?\b/);
  return new RegExp(`\\b${key}\\b`).test(own);
}

/** The keys that a policy may have. */
export function policyKeys(): readonly string[] {
  const schema = JSON.parse(readFileSync('managed_schema.json', 'utf8')) as {
    readonly properties: Readonly<Record<string, unknown>>;
  };
  return Object.keys(schema.properties);
}
