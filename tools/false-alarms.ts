/**
 * Writes src/detectors/false-alarms.json, which the card on a video shows, from docs/targets/detectors.json, which the
 * evaluation writes. `npx tsx tools/false-alarms.ts`; a structure test fails when it was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import type { FalseAlarms } from '../src/contracts/detector-figures.ts';

interface Rate {
  readonly name: string;
  readonly value: number;
  readonly n: number;
}

export const FALSE_ALARMS = 'src/detectors/false-alarms.json';

/** What the evaluation says now. Throws when one of the two rates is missing or of other sources than the other. */
export function measuredFalseAlarms(): FalseAlarms {
  const rates = JSON.parse(readFileSync('docs/targets/detectors.json', 'utf8')) as readonly Rate[];
  const [soft, strong] = ['soft', 'strong'].map((threshold) =>
    rates.find(({ name }) => name === `together: genuine sources above ${threshold}`),
  );
  if (soft === undefined || strong?.n !== soft.n)
    throw new Error('the rates of soft and strong do not belong together');
  const count = ({ value, n }: Rate): number => Math.round(value * n);
  return { genuine: soft.n, aboveSoft: count(soft), aboveStrong: count(strong) };
}

if (process.argv[1]?.endsWith('false-alarms.ts') === true) {
  writeFileSync(FALSE_ALARMS, await format(JSON.stringify(measuredFalseAlarms()), { parser: 'json', printWidth: 120 }));
}
