import * as v from 'valibot';
import type { Declaration, Facts, SignedClaim, UnreadSource } from '../../contracts/fact.ts';
import type { TabCommand, TabReport, Thumbnail } from '../../contracts/messages.ts';
import type { SightingId, SightingReport } from '../../contracts/sighting.ts';
import type { Verdict } from '../../contracts/verdict.ts';

const finite = v.pipe(v.number(), v.finite());
const evidences = v.array(v.object({ detector: v.string(), evidence: finite }));
const judged = {
  evidence: finite,
  because: v.pipe(evidences, v.minLength(1)),
  moments: v.array(v.object({ startMs: finite, endMs: finite, evidence: finite })),
  framesScored: finite,
};

const idSchema = v.pipe(
  v.string(),
  v.transform((id) => id as SightingId),
);

/** What may be asked of a document. */
export const commandSchema: v.GenericSchema<unknown, TabCommand> = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['check-live', 'check-page']) }),
  v.strictObject({ kind: v.picklist(['check', 'open-card', 'picture', 'show']), id: idSchema }),
  v.strictObject({ kind: v.literal('check-media'), address: v.string() }),
]);

/** Shape only: which reasons and detectors exist is checked where they are drawn, by their texts. */
export const verdictSchema = v.variant('state', [
  v.object({ state: v.literal('not-checked'), reason: v.string() }),
  v.object({ state: v.literal('checking'), framesLookedAt: finite }),
  v.object({ state: v.literal('could-not-check'), reason: v.string(), evidence: v.exactOptional(finite) }),
  v.object({ state: v.literal('no-signs'), ...judged }),
  v.object({ state: v.literal('unclear'), ...judged }),
  v.object({ state: v.literal('some-signs'), ...judged }),
  v.object({ state: v.literal('strong-signs'), ...judged }),
]);

const said = v.pipe(v.string(), v.maxLength(400));
const words = v.pipe(v.array(said), v.maxLength(100));
const about = v.picklist(['media', 'poster']);

const DECLARATIONS = {
  'made-with-ai': true,
  'ai-generated': true,
  'ai-edited': true,
  altered: true,
  'camera-captured': true,
  dubbed: true,
  translated: true,
  film: true,
  parody: true,
  education: true,
  'readers-note': true,
  'fact-check': true,
} as const satisfies Record<Declaration, true>;
const SOURCES = { 'signed-record': true, file: true, site: true, page: true } as const satisfies Record<
  UnreadSource,
  true
>;
/** Words that we have a text for; the others are left out. */
const known = (of: Readonly<Record<string, true>>) =>
  v.pipe(
    words,
    v.transform((list) => list.filter((one) => Object.hasOwn(of, one))),
  );
const declares = known(DECLARATIONS);

/** Depth is bounded by what a message may hold; the reader of the record cuts long before. */
const claimSchema: v.GenericSchema<unknown, SignedClaim> = v.object({
  title: v.exactOptional(said),
  generator: v.exactOptional(said),
  issuer: v.exactOptional(said),
  signedAt: v.exactOptional(said),
  actions: words,
  sourceTypes: words,
  ingredients: v.pipe(v.array(v.lazy(() => claimSchema)), v.maxLength(100)),
});

/** Shape only, as with verdicts. */
const factSchema = v.variant('source', [
  v.object({
    source: v.literal('signed-record'),
    about,
    state: v.picklist(['trusted', 'issuer-unknown', 'broken']),
    declares,
    codes: words,
    trustList: said,
    claim: claimSchema,
  }),
  v.object({ source: v.literal('file'), about, declares, field: said }),
  v.object({ source: v.literal('site'), site: said, declares }),
  v.object({ source: v.literal('page'), declares }),
]);
export const factsSchema = v.pipe(
  v.object({ known: v.pipe(v.array(factSchema), v.maxLength(40)), unread: known(SOURCES) }),
  v.transform((facts) => facts as unknown as Facts),
);

const sightingSchema = v.object({
  id: v.string(),
  verdict: v.pipe(
    verdictSchema,
    v.transform((verdict) => verdict as unknown as Verdict),
  ),
  facts: factsSchema,
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
export const tabReportSchema = v.object({
  sightings: v.array(v.unknown()),
  mostInView: v.exactOptional(v.object({ id: idSchema, areaPx: finite })),
});

export function readTabReport({ sightings, ...others }: v.InferOutput<typeof tabReportSchema>): TabReport {
  return {
    ...others,
    sightings: sightings.flatMap((sighting) => {
      const parsed = v.safeParse(sightingSchema, sighting);
      return parsed.success ? [parsed.output as unknown as SightingReport] : [];
    }),
  };
}

/** Larger than any that our content script makes. */
const MOST_SIDE_PX = 512;
const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_SIDE_PX));

/** A thumbnail as a document sends it. */
export const thumbnailSchema: v.GenericSchema<unknown, Thumbnail> = v.object({
  id: idSchema,
  pixels: v.optional(
    v.pipe(
      v.object({ width: side, height: side, rgba: v.instance(Uint8ClampedArray) }),
      v.check(({ width, height, rgba }) => rgba.length === width * height * 4, 'four bytes a pixel'),
    ),
  ),
}) as v.GenericSchema<unknown, Thumbnail>;
