import type { Box } from '../../contracts/face.ts';
import type { NonEmpty } from '../../contracts/non-empty.ts';
import type { FaceFinding, FrameFindings } from '../../contracts/score.ts';

/** One frame's view of a tracked face. */
export interface TrackedFace {
  readonly mediaTimeMs: number;
  readonly finding: FaceFinding;
}

/** One face followed through a video, in order of time, at most once a frame. */
export interface Track {
  readonly faces: NonEmpty<TrackedFace>;
}

/** A face not seen for longer is a new one: the scene may have changed. */
const LONGEST_GAP_MS = 15_000;
/** Boxes that overlap this much are the same face wherever their centres lie. */
const LEAST_OVERLAP = 0.3;
/** Otherwise their centres lie closer than this share of the larger side … */
const FARTHEST_SHIFT = 0.75;
/** … and neither box is larger than the other by more than this. */
const LARGEST_GROWTH = 1.8;

/** A track under construction. `latest` is the newest box in units of its frame's width. */
interface OpenTrack {
  readonly faces: [TrackedFace, ...TrackedFace[]];
  latest: Box;
}

/**
 * Follows faces through frames, given in any order. Boxes are compared in shares of the frame's width, because a
 * player changes the resolution as it goes. Nearest pairs are linked first; a face left over starts a new track.
 */
export function linkTracks(findings: readonly FrameFindings[]): Track[] {
  const tracks: OpenTrack[] = [];
  for (const frame of findings.toSorted((a, b) => a.mediaTimeMs - b.mediaTimeMs)) {
    const taken = linkFrame(frame, tracks);
    for (const finding of frame.faces) {
      if (taken.has(finding)) continue;
      tracks.push({ faces: [{ mediaTimeMs: frame.mediaTimeMs, finding }], latest: inWidths(finding.face.box, frame) });
    }
  }
  return tracks.map(({ faces }) => ({ faces }));
}

/** Adds the frame's faces to the tracks they continue, and tells which faces those are. */
function linkFrame(frame: FrameFindings, tracks: readonly OpenTrack[]): ReadonlySet<FaceFinding> {
  const pairs = tracks
    .filter((track) => frame.mediaTimeMs - lastTime(track) <= LONGEST_GAP_MS)
    .flatMap((track) =>
      frame.faces.map((finding) => {
        const box = inWidths(finding.face.box, frame);
        return { track, finding, box, shift: shiftBetween(track.latest, box) };
      }),
    )
    .filter(({ track, box, shift }) => isSameFace(track.latest, box, shift))
    .sort((a, b) => a.shift - b.shift);
  const continued = new Set<OpenTrack>();
  const taken = new Set<FaceFinding>();
  for (const { track, finding, box } of pairs) {
    if (continued.has(track) || taken.has(finding)) continue;
    track.faces.push({ mediaTimeMs: frame.mediaTimeMs, finding });
    track.latest = box;
    continued.add(track);
    taken.add(finding);
  }
  return taken;
}

const lastTime = (track: OpenTrack): number => (track.faces.at(-1) ?? track.faces[0]).mediaTimeMs;

function isSameFace(before: Box, now: Box, shift: number): boolean {
  if (overlap(before, now) >= LEAST_OVERLAP) return true;
  const growth = largerSide(now) / largerSide(before);
  return shift <= FARTHEST_SHIFT && growth <= LARGEST_GROWTH && growth >= 1 / LARGEST_GROWTH;
}

/** Distance of the centres, in sides of the larger box. */
function shiftBetween(a: Box, b: Box): number {
  const dx = a.x + a.width / 2 - (b.x + b.width / 2);
  const dy = a.y + a.height / 2 - (b.y + b.height / 2);
  return Math.hypot(dx, dy) / Math.max(largerSide(a), largerSide(b));
}

/** Intersection over union of two boxes, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(0, width) * Math.max(0, height);
  const either = a.width * a.height + b.width * b.height - shared;
  return either > 0 ? shared / either : 0;
}

const largerSide = (box: Box): number => Math.max(box.width, box.height);

function inWidths(box: Box, { widthPx }: FrameFindings): Box {
  return { x: box.x / widthPx, y: box.y / widthPx, width: box.width / widthPx, height: box.height / widthPx };
}
