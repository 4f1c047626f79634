import type { CheckRecord, Report } from '../../contracts/report.ts';
import type { Settings } from '../../contracts/settings.ts';

/** What a report holds beside the check itself. */
export type ReportSurroundings = Pick<
  Report,
  'madeAt' | 'key' | 'fusion' | 'errorRates' | 'detectors' | 'software' | 'picturesFrom'
> & {
  /** Only those that change what is looked at go in: the list of sites is nobody's business. */
  readonly settings: Settings;
};

/** Puts a report together, field by field, so that nothing else of the record or the settings gets into it. */
export function buildReport(record: CheckRecord, around: ReportSurroundings): Report {
  const { subject, widthPx, heightPx, durationMs, verdict, facts, framesLookedAt, frames } = record;
  const { madeAt, key, fusion, errorRates, detectors, software, settings, picturesFrom } = around;
  const { version, intercept, weights, thresholds } = fusion;
  return {
    madeAt,
    key,
    subject,
    widthPx,
    heightPx,
    durationMs,
    verdict,
    facts,
    framesLookedAt,
    frames,
    fusion: { version, intercept, weights, thresholds },
    errorRates,
    detectors: detectors.map(({ id, version: of }) => ({ id, version: of })),
    software,
    settings: { sensitivity: settings.sensitivity, budget: settings.budget },
    ...(picturesFrom !== undefined && { picturesFrom }),
  };
}

/** Whether there is anything to report yet. */
export const isWorthReporting = ({ framesLookedAt, frames, facts }: CheckRecord): boolean =>
  framesLookedAt > 0 || frames.length > 0 || facts.known.length > 0;
