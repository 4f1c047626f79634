import figures from '../../docs/targets/detectors.json' with { type: 'json' };
import type { DetectorId } from '../contracts/score.ts';
import { detectors } from './registry.ts';

/** A figure as training's evaluation wrote it. */
export interface MeasuredFigure {
  readonly name: string;
  readonly value: number;
  readonly n: number;
  readonly target: string | null;
  readonly met: boolean | null;
}

/** How often the detectors are wrong, as measured. */
export interface MeasuredRates {
  /** Share of genuine sources with strong signs. */
  readonly falseAlarms: { readonly rate: number; readonly sources: number } | undefined;
  readonly detectors: readonly {
    readonly id: DetectorId;
    /**
     * Shown a changed face and an unchanged one: share of the tries in which it picks the changed one (the area under
     * its curve), on the material that suits it least, and best.
     */
    readonly picks: { readonly worst: number; readonly best: number } | undefined;
  }[];
}

/** The file that the evaluation writes with each set of weights: what is shown cannot be older than what runs. */
const measured: readonly MeasuredFigure[] = figures;

/** Every published figure of one detector, or of all together. */
export function figuresOf(who: DetectorId | 'together'): readonly MeasuredFigure[] {
  return measured.filter(({ name }) => name.startsWith(`${who}: `));
}

function picksOf(detector: DetectorId): MeasuredRates['detectors'][number]['picks'] {
  const shares = figuresOf(detector).flatMap(({ name, value }) => (name.endsWith(', AUC') ? [value] : []));
  return shares.length === 0 ? undefined : { worst: Math.min(...shares), best: Math.max(...shares) };
}

/** What is known of the detectors that run. */
export function measuredRates(): MeasuredRates {
  const alarms = figuresOf('together').find(({ name }) => name.endsWith('genuine sources above strong'));
  return {
    falseAlarms: alarms === undefined ? undefined : { rate: alarms.value, sources: alarms.n },
    detectors: detectors.map(({ id }) => ({ id, picks: picksOf(id) })),
  };
}
