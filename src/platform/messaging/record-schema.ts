import * as v from 'valibot';
import type { CheckRecord } from '../../contracts/report.ts';
import { factsSchema, verdictSchema } from './tab-report-schema.ts';

const finite = v.pipe(v.number(), v.finite());
const word = v.pipe(v.string(), v.maxLength(60));
const words = v.pipe(v.array(word), v.maxLength(40));
const address = v.pipe(v.string(), v.maxLength(8_192));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** Pictures are drawn as images and as nothing else. */
const jpeg = v.pipe(v.string(), v.maxLength(400_000), v.regex(/^data:image\/jpeg;base64,[A-Za-z0-9+/]+=*$/));

const faceSchema = v.object({
  box: v.object({ x: finite, y: finite, width: finite, height: finite }),
  confidence: finite,
  gate: words,
  scores: v.pipe(v.array(v.object({ detector: word, logit: finite, evidence: finite })), v.maxLength(40)),
  crop: v.exactOptional(jpeg),
});

const frameSchema = v.object({
  mediaTimeMs: finite,
  widthPx: finite,
  heightPx: finite,
  pixels: v.exactOptional(v.object({ layout: word, sha256 })),
  faces: v.pipe(v.array(faceSchema), v.maxLength(200)),
  failures: words,
  picture: v.exactOptional(jpeg),
});

const subjectSchema = v.variant('kind', [
  v.object({
    kind: v.literal('page'),
    pageAddress: address,
    documentAddress: address,
    mediaAddress: address,
    route: v.exactOptional(v.picklist(['element', 're-read', 'visible-tab', 'file'])),
  }),
  v.object({
    kind: v.literal('file'),
    name: v.pipe(v.string(), v.maxLength(1_000)),
    byteCount: finite,
    sha256: v.exactOptional(sha256),
  }),
]);

/** A record's parts. Shape only, as in a tab's report: a later version may know detectors and reasons that this one does not. */
export const recordEntries = {
  subject: subjectSchema,
  widthPx: finite,
  heightPx: finite,
  durationMs: finite,
  verdict: verdictSchema,
  facts: factsSchema,
  framesLookedAt: finite,
  frames: v.pipe(v.array(frameSchema), v.maxLength(400)),
};

const recordAnswerSchema = v.object({ record: v.object(recordEntries) });

/** A record as a document sent it, or undefined. Content scripts share a process with their page: it is parsed, never cast. */
export function readRecordAnswer(message: unknown): CheckRecord | undefined {
  const parsed = v.safeParse(recordAnswerSchema, message);
  return parsed.success ? (parsed.output.record as unknown as CheckRecord) : undefined;
}
