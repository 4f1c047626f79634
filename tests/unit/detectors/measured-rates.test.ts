import { expect, it } from 'vitest';
import { detectors } from '../../../src/detectors/registry.ts';
import { figuresOf, measuredRates } from '../../../src/detectors/measured-rates.ts';

it('each detector that runs has a measured rate, no worse than it is and no better', () => {
  const rates = measuredRates();
  expect(rates.detectors.map(({ id }) => id)).toEqual(detectors.map(({ id }) => id));
  for (const { id, picks } of rates.detectors) {
    const values = figuresOf(id).map(({ value }) => value);
    expect(values).toContain(picks?.worst);
    expect(values).toContain(picks?.best);
    expect(picks?.worst).toBeLessThanOrEqual(picks?.best ?? 0);
  }
});

it('the false alarms are those that the evaluation counted on genuine sources', () => {
  const { falseAlarms } = measuredRates();
  expect(falseAlarms?.sources).toBeGreaterThan(1_000);
  expect(falseAlarms?.rate).toBeLessThan(0.05);
});
