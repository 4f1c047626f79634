import * as v from 'valibot';
import type { Envelope, Report } from '../../contracts/report.ts';
import { recordEntries } from '../messaging/record-schema.ts';

const finite = v.pipe(v.number(), v.finite());
const word = v.pipe(v.string(), v.maxLength(200));
const count = v.pipe(finite, v.minValue(0));

const reportSchema = v.object({
  ...recordEntries,
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  fusion: v.object({
    version: word,
    intercept: finite,
    weights: v.record(word, finite),
    thresholds: v.object({ unclear: finite, soft: finite, strong: finite }),
  }),
  errorRates: v.object({ genuineSources: count, aboveSoft: count, aboveStrong: count }),
  detectors: v.pipe(v.array(v.object({ id: word, version: word })), v.maxLength(40)),
  software: v.object({ extension: word, provider: word, models: v.record(word, word) }),
  settings: v.object({ sensitivity: word, budget: word }),
  picturesFrom: v.exactOptional(v.picklist(['media-address', 'file'])),
});

const envelopeSchema = v.strictObject({
  format: v.string(),
  version: v.pipe(v.number(), v.integer()),
  payload: v.string(),
  publicKey: v.string(),
  signature: v.string(),
});

function readJson<Schema extends v.GenericSchema>(text: string, schema: Schema): v.InferOutput<Schema> | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    // No JSON, or nested deeper than the stack is high.
    return undefined;
  }
}

/** The envelope in a text; undefined when it is none. */
export const readEnvelope = (text: string): Envelope | undefined => readJson(text, envelopeSchema);

/** The report in a payload; undefined when it is none. What is unknown in it is left out. */
export const readReport = (payload: string): Report | undefined =>
  readJson(payload, reportSchema) as unknown as Report | undefined;
