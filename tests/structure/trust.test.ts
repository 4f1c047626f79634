import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const readme = readFileSync('trust/README.md', 'utf8');
const rows = [...readme.matchAll(/^\| `([\w-]+\.pem)` +\|[^|]+\| (\d+) +\| `([0-9a-f]{64})` \|$/gm)];

it('trust/README.md names every list with its certificates and its hash, and no other', () => {
  const measured = readdirSync('trust')
    .filter((file) => file.endsWith('.pem'))
    .map((file) => {
      const bytes = readFileSync(`trust/${file}`);
      const count = bytes.toString().split('-----BEGIN CERTIFICATE-----').length - 1;
      return [file, String(count), createHash('sha256').update(bytes).digest('hex')];
    });
  expect(rows.map(([, ...cells]) => cells).sort()).toEqual(measured.sort());
});

it('the name that people read tells the same day', () => {
  const [day] =
    /\d{4}-\d{2}-\d{2}/.exec(readFileSync('src/platform/facts/trust-name.ts', 'utf8').split('export')[1] ?? '') ?? [];
  expect(readme).toContain(`as of ${day ?? 'no day'}`);
});
