import * as v from 'valibot';

/** Longest text taken out of a record: whoever signed it may write what they like. */
const MOST_TEXT = 200;
const line = v.pipe(
  v.string(),
  // One line without control or direction marks, so that a record cannot dress up as our own words.
  v.transform((text) =>
    text
      .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim()
      .slice(0, MOST_TEXT),
  ),
);
const optionalLine = v.optional(v.fallback(v.union([line, v.undefined()]), undefined));

const statusSchema = v.object({ code: line, url: v.optional(v.string()) });
const statusesSchema = v.optional(v.array(statusSchema), []);
const checkSchema = v.object({ success: statusesSchema, informational: statusesSchema, failure: statusesSchema });

const actionSchema = v.object({ action: line, digitalSourceType: v.optional(v.string()) });
const assertionSchema = v.object({
  label: v.string(),
  data: v.fallback(v.object({ actions: v.optional(v.array(actionSchema), []) }), { actions: [] }),
});
const ingredientSchema = v.object({
  title: optionalLine,
  relationship: v.optional(v.string()),
  active_manifest: v.optional(v.string()),
  validation_results: v.optional(v.object({ activeManifest: v.optional(checkSchema) })),
});
const manifestSchema = v.object({
  title: optionalLine,
  claim_generator_info: v.optional(v.fallback(v.array(v.object({ name: line })), []), []),
  ingredients: v.optional(v.array(ingredientSchema), []),
  assertions: v.optional(v.array(assertionSchema), []),
  signature_info: v.optional(v.object({ issuer: optionalLine, common_name: optionalLine, time: optionalLine })),
});

/** What c2pa-rs says of a file (`Reader.json`), as far as we read it. Its texts are whatever the signer wrote. */
export const storeSchema = v.object({
  active_manifest: v.string(),
  manifests: v.record(v.string(), manifestSchema),
  validation_state: v.picklist(['Trusted', 'Valid', 'Invalid']),
  validation_results: v.object({
    activeManifest: v.optional(checkSchema),
    ingredientDeltas: v.optional(v.array(v.object({ validationDeltas: checkSchema })), []),
  }),
});

export type Store = v.InferOutput<typeof storeSchema>;
export type Manifest = v.InferOutput<typeof manifestSchema>;
export type Check = v.InferOutput<typeof checkSchema>;
