/**
 * Instagram keeps the label in the data of a post, which its components are given as `media`. Its visible text, "AI
 * info", is localised and could stand in any caption, so it is not read.
 *
 * Sources, as stored publicly and read on 2026-11-22; never tried against the live site:
 * - `memoizedProps.media.code` of the components around a reel, and that the address names only the first reel of a
 *   session: published notes of an extension (repository not named by the index)
 * - `gen_ai_detection_method`: see `shared/gen-ai-detection.ts`; often not filled in feeds: several scrapers (not named)
 * Unverified: `/p/`, `/reel/` and `/reels/` in a post's links, the same component around the video of an ordinary post.
 */
import { idsInLinks, onlyOne, type LabelPlace, type LabelReader } from './shared/label-reader.ts';
import { askForMethod, readMethod } from './shared/gen-ai-detection.ts';

const POST = /\/(?:p|reel|reels)\/([\w-]{5,40})(?:\/|$)/;

/** A post's own links, else the address. Several posts in one box are nobody's. */
function postOf({ address, anchor }: LabelPlace): string | undefined {
  const linked = idsInLinks(anchor.querySelectorAll('a[href*="/p/"],a[href*="/reel/"],a[href*="/reels/"]'), POST);
  return linked.length > 0 ? onlyOne(linked) : POST.exec(address.pathname)?.[1];
}

export const instagramLabels: LabelReader = {
  site: 'instagram',
  question: askForMethod(['media'], 'code'),
  postOf,
  read: (place, answer) => readMethod(postOf(place), answer),
};
