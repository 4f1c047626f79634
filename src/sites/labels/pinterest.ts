/**
 * Pinterest marks pins as "AI modified". The mark is in a pin's data: on the pin's own page in what the server wrote into
 * the document, elsewhere only sometimes.
 *
 * Sources, as stored publicly and read on 2026-11-22; never tried against the live site:
 * - `gen_ai_topics` not empty, `digital_media_source_type` 11 on a pin that shows "AI modified": public code of a
 *   collector (repository not named by the index); null without a mark: collected pins of several scrapers (not named)
 * - `__PWS_INITIAL_PROPS__`, `initialReduxState.pins[<id>]`; about one page in ten comes in another form: public code
 * - `[data-test-pin-id]` on tiles, not always a number: public code and saved pages (not named)
 * Unverified: `pin` of the components around a video, `entityId`; other values of the source type, hence not read.
 */
import * as v from 'valibot';
import type { PageAnswer } from '../../contracts/page-question.ts';
import { closestAcross } from '../adapter.ts';
import {
  idsInLinks,
  labelled,
  NO_LABEL,
  onlyOne,
  UNREAD,
  type LabelPlace,
  type LabelReader,
  type LabelReading,
} from './shared/label-reader.ts';
import { readScriptJson } from './shared/script-json.ts';

const PIN = /\/pin\/(?:[^/]*--)?(\d{5,25})(?:\/|$)/;
/** The source type of pins that were seen with the mark. */
const AI_MODIFIED = '11';

const pinSchema = v.object({
  gen_ai_topics: v.nullable(v.array(v.unknown())),
  digital_media_source_type: v.nullish(v.union([v.number(), v.string()])),
});
const writtenSchema = v.object({ initialReduxState: v.object({ pins: v.record(v.string(), v.unknown()) }) });
const findingSchema = v.object({ ids: v.array(v.string()), topics: v.array(v.unknown()), types: v.array(v.unknown()) });

function postOf({ address, video, anchor }: LabelPlace): string | undefined {
  const named = closestAcross(video, '[data-test-pin-id]')?.getAttribute('data-test-pin-id') ?? '';
  if (/^\d{5,25}$/.test(named)) return named;
  const linked = idsInLinks(anchor.querySelectorAll('a[href*="/pin/"]'), PIN);
  return linked.length > 0 ? onlyOne(linked) : PIN.exec(address.pathname)?.[1];
}

function pinInDocument({ anchor }: LabelPlace, post: string): unknown {
  const written = v.safeParse(writtenSchema, readScriptJson(anchor.ownerDocument, '__PWS_INITIAL_PROPS__', post));
  return written.success && Object.hasOwn(written.output.initialReduxState.pins, post)
    ? written.output.initialReduxState.pins[post]
    : undefined;
}

function pinInAnswer(answer: PageAnswer | undefined, post: string): unknown {
  const finding = v.safeParse(findingSchema, answer?.[0]);
  if (!finding.success || onlyOne(finding.output.ids) !== post) return undefined;
  const [gen_ai_topics] = finding.output.topics;
  const [digital_media_source_type] = finding.output.types;
  return { gen_ai_topics, digital_media_source_type };
}

function readPin(found: unknown): LabelReading {
  const pin = v.safeParse(pinSchema, found);
  if (!pin.success) return UNREAD;
  const { gen_ai_topics: topics, digital_media_source_type: type } = pin.output;
  if ((topics?.length ?? 0) > 0 || String(type) === AI_MODIFIED) return labelled('made-with-ai');
  return type === null || type === undefined ? NO_LABEL : UNREAD;
}

export const pinterestLabels: LabelReader = {
  site: 'pinterest',
  question: [
    {
      root: { kind: 'component', props: ['pin'], having: 'id' },
      picks: { ids: ['id'], topics: ['gen_ai_topics'], types: ['digital_media_source_type'] },
    },
  ],
  postOf,
  read(place, answer) {
    const post = postOf(place);
    if (post === undefined) return UNREAD;
    const given = readPin(pinInAnswer(answer, post));
    return given.isUnread ? readPin(pinInDocument(place, post)) : given;
  },
};
