import * as v from 'valibot';
import type { TabReport } from '../../contracts/messages.ts';
import type { SightingReport } from '../../contracts/sighting.ts';
import type { Verdict } from '../../contracts/verdict.ts';

const finite = v.pipe(v.number(), v.finite());
const evidences = v.array(v.object({ detector: v.string(), evidence: finite }));
const judged = {
  evidence: finite,
  because: v.pipe(evidences, v.minLength(1)),
  moments: v.array(v.object({ startMs: finite, endMs: finite, evidence: finite })),
  framesScored: finite,
};

/** Shape only: which reasons and detectors exist is checked where they are drawn, by their texts. */
const verdictSchema = v.variant('state', [
  v.object({ state: v.literal('not-checked'), reason: v.string() }),
  v.object({ state: v.literal('checking'), framesLookedAt: finite }),
  v.object({ state: v.literal('could-not-check'), reason: v.string(), evidence: v.exactOptional(finite) }),
  v.object({ state: v.literal('no-signs'), ...judged }),
  v.object({ state: v.literal('unclear'), ...judged }),
  v.object({ state: v.literal('some-signs'), ...judged }),
  v.object({ state: v.literal('strong-signs'), ...judged }),
]);

const sightingSchema = v.object({
  id: v.string(),
  verdict: v.pipe(
    verdictSchema,
    v.transform((verdict) => verdict as unknown as Verdict),
  ),
  route: v.optional(v.picklist(['element', 're-read', 'visible-tab', 'file'])),
  widthPx: finite,
  heightPx: finite,
  durationMs: finite,
  host: v.string(),
});

/**
 * What a document of a tab says. Content scripts share a process with their page, so this is parsed; one malformed
 * sighting is left out and the others stay.
 */
export const tabReportSchema = v.object({ sightings: v.array(v.unknown()) });

export function readTabReport(report: v.InferOutput<typeof tabReportSchema>): TabReport {
  return {
    sightings: report.sightings.flatMap((sighting) => {
      const parsed = v.safeParse(sightingSchema, sighting);
      return parsed.success ? [parsed.output as unknown as SightingReport] : [];
    }),
  };
}
