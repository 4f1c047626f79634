import * as v from 'valibot';

const figure = v.pipe(v.number(), v.finite());
const word = v.pipe(v.string(), v.maxLength(60));

/** What a card said when somebody disagreed. Which states and detectors there are is known where it is drawn. */
export const disagreementSchema = v.strictObject({
  host: v.pipe(v.string(), v.maxLength(253)),
  state: word,
  reason: v.exactOptional(word),
  evidence: v.exactOptional(figure),
  shares: v.pipe(v.array(v.strictObject({ detector: word, evidence: figure })), v.maxLength(20)),
  framesLookedAt: figure,
  framesScored: figure,
  durationMs: figure,
  widthPx: figure,
  heightPx: figure,
});

/** As it is kept. */
export const keptDisagreementsSchema = v.array(
  v.strictObject({
    ...disagreementSchema.entries,
    id: word,
    saidAt: word,
    extension: word,
  }),
);
