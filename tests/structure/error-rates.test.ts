import { expect, it } from 'vitest';
import { ERROR_RATES, measuredRates } from '../../tools/error-rates.ts';
import { readJson } from './repository.ts';

it('reports quote the error rates that were last measured (npx tsx tools/error-rates.ts)', () => {
  expect(readJson(ERROR_RATES)).toEqual(measuredRates());
});
