import type { LabelReader } from './shared/label-reader.ts';
import { facebookLabels } from './facebook.ts';
import { instagramLabels } from './instagram.ts';
import { linkedinLabels } from './linkedin.ts';
import { pinterestLabels } from './pinterest.ts';
import { threadsLabels } from './threads.ts';
import { tiktokLabels } from './tiktok.ts';
import { xLabels } from './x.ts';
import { youtubeLabels } from './youtube.ts';

/** One reader for each site that labels videos. */
export const labelReaders: readonly LabelReader[] = [
  youtubeLabels,
  tiktokLabels,
  instagramLabels,
  threadsLabels,
  facebookLabels,
  xLabels,
  pinterestLabels,
  linkedinLabels,
];
