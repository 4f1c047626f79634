import type { Placement } from '../rows.ts';

/** What the feed page needs to know of a row. */
export interface PlannedPost {
  readonly name: string;
  readonly placement: Placement;
  readonly author: string;
  readonly caption: string;
  readonly width: number;
  readonly height: number;
  /** Address of the clip, or of the page that embeds it. */
  readonly address: string;
}

/** `/feed.json` */
export interface FeedPlan {
  readonly posts: readonly PlannedPost[];
}
