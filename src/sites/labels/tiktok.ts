/**
 * TikTok says in an item's data whether its uploader or TikTok itself labelled it as AI-generated, and shows a tag. The
 * fields `IsAigc` and `ShowAIGC` are not read: they are often false on labelled videos. `aigc_container` is part of the
 * uploader's form.
 *
 * Sources, as stored publicly and read on 2026-11-22; never tried against the live site:
 * - `aigcLabelType`, `moderationAigcLabelType` on a web item, numbers or strings, absent or 0 without a label: public
 *   type definitions and collected items (repositories not named by the index); uploader 1 or 2, TikTok 1, `IsAigc` and
 *   `ShowAIGC` false all the same: a public study of ten labelled videos (repository not named)
 * - `[data-e2e="aigc-tag"]` in a feed item: public inventory of the feed's parts (repository not named)
 * - `memoizedProps.item`, `.itemStruct`, `.itemInfo.itemStruct` of the components around a video: public code (not named)
 * - `xgwrapper-<n>-<id>` around the video: SparklingWaterBurns/TTJSDownloader main.js and many others
 * - `__UNIVERSAL_DATA_FOR_REHYDRATION__`, `itemInfo.itemStruct` of `webapp.video-detail`: many public
 *   clients (not named)
 * Unverified: that a tag never stands in the item of another video.
 */
import * as v from 'valibot';
import type { PageAnswer } from '../../contracts/page-question.ts';
import { closestAcross } from '../adapter.ts';
import {
  labelled,
  NO_LABEL,
  UNREAD,
  type LabelPlace,
  type LabelReader,
  type LabelReading,
} from './shared/label-reader.ts';
import { readScriptJson } from './shared/script-json.ts';

const ITEM = '[data-e2e="recommend-list-item-container"],[data-e2e="browse-video"],article';
const TAG = '[data-e2e="aigc-tag"]';
const UPLOAD_FORM = 'form,[data-e2e="aigc_container"]';

const markSchema = v.nullish(v.union([v.number(), v.string()]));
const itemSchema = v.object({
  id: v.string(),
  // Every item has one: a thing without it is not an item as we know them.
  createTime: v.union([v.number(), v.string()]),
  aigcLabelType: markSchema,
  moderationAigcLabelType: markSchema,
});
type Item = v.InferOutput<typeof itemSchema>;

const MARKS = ['id', 'createTime', 'aigcLabelType', 'moderationAigcLabelType'];
const picksUnder = (...path: readonly string[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(MARKS.map((name) => [name, [...path, name]]));

function postOf({ address, video }: LabelPlace): string | undefined {
  // The address stays behind while one scrolls through a feed; the player's own box does not.
  const wrapper = closestAcross(video, '[id^="xgwrapper"]')?.id ?? '';
  return /^xgwrapper-\d+-(\d{5,25})$/.exec(wrapper)?.[1] ?? /\/video\/(\d{5,25})\/?$/.exec(address.pathname)?.[1];
}

function itemsInAnswer(answer: PageAnswer): readonly unknown[] {
  return answer.map(
    (finding) => finding && Object.fromEntries(Object.entries(finding).map(([name, [value]]) => [name, value])),
  );
}

/** The item that the first page was made from; it stays in the document after navigation. */
function itemInDocument({ anchor }: LabelPlace, post: string): unknown {
  const page = readScriptJson(anchor.ownerDocument, '__UNIVERSAL_DATA_FOR_REHYDRATION__', post);
  const detail = v.object({
    __DEFAULT_SCOPE__: v.object({
      'webapp.video-detail': v.object({ itemInfo: v.object({ itemStruct: v.unknown() }) }),
    }),
  });
  const parsed = v.safeParse(detail, page);
  return parsed.success ? parsed.output.__DEFAULT_SCOPE__['webapp.video-detail'].itemInfo.itemStruct : undefined;
}

/** The tag that viewers see, where it can only belong to this video. */
function hasTag({ anchor, video }: LabelPlace): boolean {
  if (!anchor.matches(ITEM) || anchor.querySelectorAll('video').length !== 1) return false;
  return [...anchor.querySelectorAll(TAG)].some(
    (tag) =>
      !tag.contains(video) && tag.closest(UPLOAD_FORM) === null && tag.closest(ITEM) === closestAcross(video, ITEM),
  );
}

/** A field that is absent, empty or zero is no label, any larger number is one, and anything else is not known. */
function readItem({ aigcLabelType, moderationAigcLabelType }: Item): LabelReading {
  const marks = [aigcLabelType, moderationAigcLabelType].map((mark) => Number(mark ?? 0));
  if (marks.some((mark) => mark > 0)) return labelled('made-with-ai');
  return marks.every((mark) => mark === 0) ? NO_LABEL : UNREAD;
}

export const tiktokLabels: LabelReader = {
  site: 'tiktok',
  question: [
    { root: { kind: 'component', props: ['item', 'itemStruct'], having: 'id' }, picks: picksUnder() },
    { root: { kind: 'component', props: ['itemInfo'], having: 'itemStruct' }, picks: picksUnder('itemStruct') },
  ],
  postOf,
  read(place, answer = []) {
    const post = postOf(place);
    if (post === undefined) return UNREAD;
    if (hasTag(place)) return labelled('made-with-ai');
    for (const candidate of [...itemsInAnswer(answer), itemInDocument(place, post)]) {
      const item = v.safeParse(itemSchema, candidate);
      if (item.success && item.output.id === post) return readItem(item.output);
    }
    return UNREAD;
  },
};
