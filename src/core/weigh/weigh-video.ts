import type { Fusion } from '../../contracts/fusion.ts';
import { isNonEmpty } from '../../contracts/non-empty.ts';
import { llr, type FrameFindings } from '../../contracts/score.ts';
import { linkTracks } from '../crop/link-tracks.ts';
import { weighTrack, type Counts, type WeighedTrack } from './weigh-track.ts';

/**
 * The most suspicious face of a video. Of many faces one looks odd by chance, so each further face costs:
 * with n faces the evidence is lowered by ln n (Bonferroni's correction on the likelihood-ratio scale).
 * `undefined` when no face counts.
 */
export function weighVideo(frames: readonly FrameFindings[], counts: Counts, fusion: Fusion): WeighedTrack | undefined {
  const tracks = linkTracks(frames)
    .map((track) => weighTrack(track, counts, fusion))
    .filter((track) => track !== undefined)
    .sort((a, b) => b.evidence - a.evidence);
  if (!isNonEmpty(tracks)) return undefined;
  return { ...tracks[0], evidence: llr(tracks[0].evidence - Math.log(tracks.length)) };
}
