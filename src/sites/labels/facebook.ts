/**
 * Facebook shows "AI info" in generated classes and the reader's language; neither is read. What is left is the field
 * that Meta's sites share, where a component around the video carries it.
 *
 * Sources, as stored publicly and read on 2026-11-22; never tried against the live site:
 * - `gen_ai_detection_method`: see `shared/gen-ai-detection.ts`
 * Unverified: all else, that is the components' `video` and `media`, their `id`, and the ids in addresses and links.
 */
import { closestAcross } from '../adapter.ts';
import { idsInLinks, onlyOne, type LabelPlace, type LabelReader } from './shared/label-reader.ts';
import { askForMethod, readMethod } from './shared/gen-ai-detection.ts';

const VIDEO = /\/(?:reel|videos(?:\/[^/]+)?)\/(\d{5,25})\/?$/;

function postOf({ address, video, anchor }: LabelPlace): string | undefined {
  const named = closestAcross(video, '[data-video-id]')?.getAttribute('data-video-id') ?? undefined;
  if (named !== undefined) return named;
  const linked = idsInLinks(anchor.querySelectorAll('a[href*="/reel/"],a[href*="/videos/"]'), VIDEO);
  if (linked.length > 0) return onlyOne(linked);
  const isWatch = /^\/watch\/?$/.test(address.pathname);
  return (isWatch ? address.searchParams.get('v') : VIDEO.exec(address.pathname)?.[1]) ?? undefined;
}

export const facebookLabels: LabelReader = {
  site: 'facebook',
  question: askForMethod(['video', 'media'], 'id'),
  postOf,
  read: (place, answer) => readMethod(postOf(place), answer),
};
