/**
 * How Meta's sites say in a post's data why they label it: `gen_ai_detection_method.detection_method`. What was found in
 * metadata or a watermark says how much of it was made by AI; what an uploader or a reviewer said does not.
 *
 * Sources, as stored publicly and read on 2026-11-22; never tried against a live site:
 * - the list of values: the enum `MediaGenAIDetectionMethod` in published app code (repositories not named by the index)
 * - the field on web and app media, with `NONE` on unlabelled posts: collected responses and type definitions of several
 *   public scrapers (not named)
 * Unverified: which of them the web interface shows, and that `NONE` is never sent for a labelled post.
 */
import * as v from 'valibot';
import type { PageAnswer, PageQuestion } from '../../../contracts/page-question.ts';
import { labelled, NO_LABEL, onlyOne, UNREAD, type LabelReading } from './label-reader.ts';

const METHODS: ReadonlyMap<string, LabelReading> = new Map([
  ['NONE', NO_LABEL],
  ['MANUAL_OVERRIDE_LABEL_OFF', NO_LABEL],
  ['SELF_DISCLOSURE_FLOW', labelled('made-with-ai')],
  ['MANUAL_OVERRIDE_LABEL_ON', labelled('made-with-ai')],
  ['C2PA_METADATA', labelled('ai-generated')],
  ['IPTC_METADATA', labelled('ai-generated')],
  ['META_INVISIBLE_WATERMARK', labelled('ai-generated')],
  ['C2PA_METADATA_EDITED', labelled('ai-edited')],
  ['IPTC_METADATA_EDITED', labelled('ai-edited')],
]);

const findingSchema = v.object({ ids: v.array(v.string()), methods: v.array(v.string()) });

/** Asks for the nearest of `props` around a video, the post's id in its `idName`. */
export function askForMethod(props: readonly string[], idName: string): PageQuestion {
  return [
    {
      root: { kind: 'component', props, having: idName },
      picks: { ids: [idName], methods: ['gen_ai_detection_method', 'detection_method'] },
    },
  ];
}

/** The label of `post`; in feeds the field is often not filled, which says nothing. */
export function readMethod(post: string | undefined, answer: PageAnswer | undefined): LabelReading {
  const finding = v.safeParse(findingSchema, answer?.[0]);
  if (post === undefined || !finding.success || onlyOne(finding.output.ids) !== post) return UNREAD;
  return METHODS.get(onlyOne(finding.output.methods) ?? '') ?? UNREAD;
}
