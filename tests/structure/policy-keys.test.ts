import { expect, it } from 'vitest';
import { isTested, policyKeyRows, policyKeys } from '../../tools/policy-keys.ts';

const rows = policyKeyRows();

it('docs/deploy/policy-keys.md has a row for each key of managed_schema.json, and no other', () => {
  expect(rows.map(({ key }) => key).sort()).toEqual([...policyKeys()].sort());
});

it.each(rows)('$key is in the test that its row names', (row) => {
  expect(isTested(row)).toBe(true);
});

it('a row that names no test, or one without its key, would be found out', () => {
  const [row] = rows;
  expect(row).toBeDefined();
  if (row === undefined) return;
  expect(isTested({ ...row, test: 'there is no such test' })).toBe(false);
  expect(isTested({ ...row, file: 'tests/policy/none.test.ts' })).toBe(false);
  expect(isTested({ ...row, key: 'colour' })).toBe(false);
});
