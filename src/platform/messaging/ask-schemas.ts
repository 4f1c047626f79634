import * as v from 'valibot';
import { chosenSettingsSchema } from '../storage/settings-schema.ts';
import { LESSON_IDS, SITUATIONS } from '../../contracts/advice.ts';
import type { Disagreement } from '../../contracts/disagreement.ts';
import type { SightingId } from '../../contracts/sighting.ts';
import { disagreementSchema } from '../storage/disagreement-schema.ts';
import type { AskOf, Route } from './routes.ts';

const finite = v.pipe(v.number(), v.finite());
/** A cut can be no larger than a screen; 32768 is beyond any canvas. */
const length = v.pipe(finite, v.minValue(0), v.maxValue(32_768));

/** What each question must look like. Content scripts share a process with the page: their words are parsed, never cast. */
export const askSchemas: { readonly [Name in Route]: v.GenericSchema<unknown, AskOf<Name>> } = {
  'page>background/wake-offscreen': v.undefined(),
  'page>background/read-settings': v.undefined(),
  'page>background/change-settings': chosenSettingsSchema,
  'page>background/read-texts': v.strictObject({ language: v.pipe(v.string(), v.maxLength(20)) }),
  'content>background/count-warnings': v.strictObject({
    warnings: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  }),
  'content>background/open-page': v.strictObject({
    page: v.picklist(['tips', 'report', 'check-file', 'settings']),
    sighting: v.pipe(
      v.string(),
      v.maxLength(100),
      v.transform((id) => id as SightingId),
    ),
    situation: v.exactOptional(v.picklist(SITUATIONS)),
    lesson: v.exactOptional(v.picklist(LESSON_IDS)),
  }),
  'content>background/find-help': v.strictObject({
    situation: v.picklist(SITUATIONS),
    host: v.pipe(v.string(), v.maxLength(300)),
  }),
  'content>background/disagree': disagreementSchema as unknown as v.GenericSchema<unknown, Disagreement>,
  'content>background/withdraw-disagreement': v.strictObject({ id: v.pipe(v.string(), v.maxLength(100)) }),
  'content>background/capture-visible': v.strictObject({
    box: v.strictObject({ x: finite, y: finite, width: length, height: length }),
    devicePixelRatio: v.pipe(finite, v.minValue(0.1), v.maxValue(20)),
  }),
};
