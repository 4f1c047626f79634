import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FALSE_ALARMS, measuredFalseAlarms } from '../../tools/false-alarms.ts';
import { readJson } from './repository.ts';
import { median, quantile, readFigures, withFigures } from '../../bench/figures.ts';

const figures = readFigures('docs/targets/walking-product.json');

describe('figures', () => {
  it('README shows the figures of docs/targets as they are', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(withFigures(readme, figures)).toBe(readme);
  });

  it('every missed target says what bounds it', () => {
    const all = [...figures, ...readFigures('docs/targets/engine.json'), ...readFigures('docs/targets/schools.json')];
    expect(all.filter(({ met, bound }) => met === false && (bound?.length ?? 0) < 20)).toEqual([]);
  });

  it('the card on a video shows the false alarms that were measured: else run npx tsx tools/false-alarms.ts', () => {
    expect(readJson(FALSE_ALARMS)).toEqual(measuredFalseAlarms());
  });

  it('the median of four is between the middle two, and the 95th hundredth close to the largest', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(quantile([0, 100], 0.95)).toBe(95);
  });
});
