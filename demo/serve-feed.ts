/** Serves the feed page on two loopback origins. */
import type { FeedPlan, PlannedPost } from './feed/feed-plan.ts';
import { buildPages, CLIPS, makeFeedClips, pageFolders, type ClipFile } from './make-clips.ts';
import { rows, type FeedRow } from './rows.ts';
import { startServer } from './server.ts';

export interface ServedFeed {
  /** Address of the feed page. */
  readonly address: string;
  /** The page's own origin, and the other one that it embeds from. */
  readonly origins: readonly [string, string];
  readonly close: () => Promise<void>;
}

function address(row: FeedRow, clip: ClipFile, otherOrigin: string): string {
  switch (row.placement) {
    case 'other-origin':
      return `${otherOrigin}/media/${clip.name}`;
    case 'other-origin-frame':
      return `${otherOrigin}/feed/frame.html?clip=${clip.name}`;
    case 'plain':
    case 'tiny':
    case 'closed-shadow':
    case 'recycled':
    case 'never-played':
      return `/media/${clip.name}`;
  }
}

/**
 * Makes what is missing and serves the feed. The caller closes it.
 * @param wanted rows to show, all by default
 */
export async function serveFeed(wanted: readonly FeedRow[] = rows, say?: (line: string) => void): Promise<ServedFeed> {
  const clips = await makeFeedClips(say);
  await buildPages();
  const folders = { ...pageFolders(), media: CLIPS };
  const other = await startServer({ folders });
  const posts = wanted.map((row): PlannedPost => {
    const clip = clips.find(({ spec }) => spec.name === row.clip.name);
    if (clip === undefined) throw new Error(`row ${row.name} has no clip`);
    const { name, placement, author, caption } = row;
    const { width, height } = row.clip;
    return { name, placement, author, caption, width, height, address: address(row, clip, other.origin) };
  });
  const own = await startServer({ folders, answers: { '/feed.json': { posts } satisfies FeedPlan } });
  return {
    address: `${own.origin}/feed/index.html`,
    origins: [own.origin, other.origin],
    close: async () => {
      await Promise.all([own.close(), other.close()]);
    },
  };
}
