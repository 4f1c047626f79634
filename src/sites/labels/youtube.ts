/**
 * YouTube puts what it knows of a video's making into one section of the description, "How this was made". Made with AI,
 * auto-dubbed and captured with a camera use the same section, in the reader's language, so it is told apart by the help
 * article that it links to. The label is in the data of watch pages and Shorts only, not in feeds and not in embeds.
 *
 * Sources, as stored publicly and read on 2026-11-22; never tried against the live site:
 * - path to `howThisWasMadeSectionViewModel` and its link, articles 15447836, 14328491 and 15569972: public code that
 *   says it was checked on youtube.com on 2026-09-28 (its repository is not named by the index)
 * - article 15446725 on the same section: public notes dated 2026-09-28 (repository not named)
 * - the section also carries auto-dubs, 29 of 208 videos; its text is localised: public measurement dated 2026-08-16
 * - `engagementPanels` describe the video of the page only, other videos are under `secondaryResults`: public code
 * - `currentVideoEndpoint.watchEndpoint.videoId`: several public extensions and scrapers
 * - `ytInitialData` keeps the data of the first page after navigation: public notes of an extension
 * Unverified: `ytd-page-manager.getCurrentData()`, `currentVideoEndpoint.reelWatchEndpoint`, `ytd-watch-flexy[video-id]`.
 */
import * as v from 'valibot';
import type { Declaration } from '../../contracts/fact.ts';
import { closestAcross } from '../adapter.ts';
import {
  NO_LABEL,
  onlyOne,
  UNREAD,
  type LabelPlace,
  type LabelReader,
  type LabelReading,
} from './shared/label-reader.ts';

/** Ids of help articles. */
const ARTICLES: ReadonlyMap<string, Declaration> = new Map([
  ['15447836', 'made-with-ai'],
  ['14328491', 'altered'],
  ['15569972', 'dubbed'],
  ['15446725', 'camera-captured'],
]);

const DESCRIPTION = ['engagementPanels', '*', 'engagementPanelSectionListRenderer', 'content'];
const ITEMS = [...DESCRIPTION, 'structuredDescriptionContentRenderer', 'items'];
const VIDEO = 'currentVideoEndpoint';

const picksUnder = (...response: readonly string[]): Readonly<Record<string, readonly string[]>> => ({
  watchId: [...response, VIDEO, 'watchEndpoint', 'videoId'],
  reelId: [...response, VIDEO, 'reelWatchEndpoint', 'videoId'],
  itemCounts: [...response, ...ITEMS, 'length'],
  sections: [...response, ...ITEMS, '*', 'howThisWasMadeSectionViewModel'],
});

const ids = v.array(v.string());
const pageSchema = v.object({
  watchId: ids,
  reelId: ids,
  playerId: v.optional(ids, []),
  itemCounts: v.array(v.number()),
  sections: v.array(v.unknown()),
});

const link = v.object({
  onTap: v.object({ innertubeCommand: v.object({ urlEndpoint: v.object({ url: v.string() }) }) }),
});
const sectionSchema = v.object({ bodyText: v.object({ commandRuns: v.array(v.unknown()) }) });

const VIDEO_ID = /^[\w-]{11}$/;

function idInAddress(address: URL): string | undefined {
  const [first = '', second = ''] = address.pathname.split('/').filter((part) => part !== '');
  const id = first === 'watch' ? address.searchParams.get('v') : second;
  const isVideoPage = ['watch', 'shorts', 'live', 'embed'].includes(first);
  return isVideoPage && id !== null && VIDEO_ID.test(id) ? id : undefined;
}

/** While the page changes, its address and the player's own page can name two different videos. */
function postOf({ address, video }: LabelPlace): string | undefined {
  const id = idInAddress(address);
  const shown = closestAcross(video, 'ytd-watch-flexy')?.getAttribute('video-id') ?? undefined;
  return id === undefined ? undefined : onlyOne([id, shown]);
}

/** The host is checked exactly: `evil.example/support.google.com/…` is no help article. */
function articleOf(run: unknown): string | undefined {
  const parsed = v.safeParse(link, run);
  if (!parsed.success) return undefined;
  const { url } = parsed.output.onTap.innertubeCommand.urlEndpoint;
  if (!URL.canParse(url, 'https://www.youtube.com/')) return undefined;
  const { protocol, hostname, pathname } = new URL(url, 'https://www.youtube.com/');
  if (protocol !== 'https:' || hostname !== 'support.google.com') return undefined;
  return /^\/youtube\/answer\/(\d+)$/.exec(pathname)?.[1];
}

function declaredIn(section: unknown): readonly Declaration[] {
  const parsed = v.safeParse(sectionSchema, section);
  const runs = parsed.success ? parsed.output.bodyText.commandRuns : [];
  return runs.flatMap((run) => ARTICLES.get(articleOf(run) ?? '') ?? []);
}

function readSections(sections: readonly unknown[]): LabelReading {
  const declared = sections.map(declaredIn);
  return { declares: [...new Set(declared.flat())], isUnread: declared.some((each) => each.length === 0) };
}

export const youtubeLabels: LabelReader = {
  site: 'youtube',
  question: [
    {
      root: { kind: 'method', selector: 'ytd-page-manager', name: 'getCurrentData' },
      picks: { ...picksUnder('response'), playerId: ['playerResponse', 'videoDetails', 'videoId'] },
    },
    { root: { kind: 'global', name: 'ytInitialData' }, picks: picksUnder() },
  ],
  postOf,
  read(place, answer = []) {
    const post = postOf(place);
    for (const finding of post === undefined ? [] : answer) {
      const page = v.safeParse(pageSchema, finding);
      if (!page.success) continue;
      const { watchId, reelId, playerId, itemCounts, sections } = page.output;
      // Data of the page before this one names another video; without a description its shape is not the one we know.
      if (onlyOne([...watchId, ...reelId, ...playerId]) !== post || itemCounts.length === 0) continue;
      return sections.length === 0 ? NO_LABEL : readSections(sections);
    }
    return UNREAD;
  },
};
