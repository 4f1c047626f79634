/** Writes models/error-rates.json, which reports quote, from what training's evaluation measured. Usage: npx tsx tools/error-rates.ts */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readFigures } from '../bench/figures.ts';
import type { ErrorRates } from '../src/contracts/report.ts';

const FIGURES = 'docs/targets/detectors.json';
export const ERROR_RATES = 'models/error-rates.json';

/** How many genuine sources passed a threshold. Throws when that was not measured. */
function passed(threshold: 'soft' | 'strong'): { readonly count: number; readonly n: number } {
  const name = `together: genuine sources above ${threshold}`;
  const figure = readFigures(FIGURES).find((one) => one.name === name);
  if (figure === undefined) throw new Error(`${FIGURES} must hold "${name}"`);
  return { count: Math.round(figure.value * figure.n), n: figure.n };
}

/** What the file must say. */
export function measuredRates(): ErrorRates {
  const [soft, strong] = [passed('soft'), passed('strong')];
  if (soft.n !== strong.n) throw new Error('both thresholds must have been measured on the same sources');
  return { genuineSources: soft.n, aboveSoft: soft.count, aboveStrong: strong.count };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(ERROR_RATES, `${JSON.stringify(measuredRates(), null, 2)}\n`);
}
