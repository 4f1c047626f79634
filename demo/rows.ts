/** The rows of the feed: what each shows, how it is placed on the page, and which end state is fixed. */
import twinSeeds from './twin-seeds.json' with { type: 'json' };
import type { State } from '../src/contracts/verdict.ts';
import type { ClipScene, ClipSpec } from './clips/clip-spec.ts';

export type Placement =
  | 'plain'
  | 'tiny'
  /** Served from the other origin without CORS headers. */
  | 'other-origin'
  | 'closed-shadow'
  | 'other-origin-frame'
  /** One video element that moves between tiles and changes its source. */
  | 'recycled'
  | 'never-played';

/** An end state that no detector decides, so that it can be asserted. */
export interface FixedEnd {
  readonly state: State;
  readonly reason?: string;
}

export interface FeedRow {
  readonly name: string;
  readonly placement: Placement;
  readonly clip: ClipSpec;
  readonly author: string;
  readonly caption: string;
  readonly fixedEnd?: FixedEnd;
  /** The clip's bytes are damaged after it was made, so that its header reads well and its pictures do not. */
  readonly damaged?: true;
  /** A genuine recording of people: must not reach strong signs. */
  readonly genuine?: true;
}

/** Length of the twins, in the feed and in the pairs. */
const TWIN_MS = 4000;
/** Between the lengths of two clips: three frames, more than players disagree about a file's length. */
const STEP_MS = 120;

let clipsNamed = 0;

/** Each clip of the feed has a length of its own: by it a report from the extension is matched to its row. */
function clip(name: string, scene: ClipScene, width = 720, height = 720): ClipSpec {
  clipsNamed++;
  return { name, scene, width, height, durationMs: TWIN_MS + STEP_MS * clipsNamed };
}

function portrait(portraitName: 'astronaut' | 'admiral', seed: number, mirrored = false): ClipScene {
  return { kind: 'portrait', portrait: portraitName, seed, mirrored };
}

/** A seed's two clips: the same shot with the face untouched, and with it altered. */
export function twinPair(seed: number): { readonly untouched: ClipSpec; readonly twin: ClipSpec } {
  const half = (altered: boolean): ClipSpec => ({
    name: `twin-${seed}-${altered ? 'altered' : 'untouched'}`,
    durationMs: TWIN_MS,
    width: 720,
    height: 720,
    scene: { kind: 'twin', seed, altered },
  });
  return { untouched: half(false), twin: half(true) };
}

export const TWIN_SEEDS: readonly number[] = twinSeeds.seeds;

function firstTwin(): ClipSpec {
  const [seed] = TWIN_SEEDS;
  if (seed === undefined) throw new RangeError('demo/twin-seeds.json must hold a seed');
  return twinPair(seed).twin;
}

const NO_FACE: FixedEnd = { state: 'could-not-check', reason: 'no-face' };

export const rows: readonly FeedRow[] = [
  {
    name: 'portrait',
    placement: 'plain',
    clip: clip('portrait', portrait('admiral', 31)),
    author: 'Harbour Museum',
    caption: 'From our archive: the admiral who taught computers to read words.',
    genuine: true,
  },
  {
    name: 'twin',
    placement: 'plain',
    clip: firstTwin(),
    author: 'Clip Corner',
    caption: 'Somebody sent us this one. Have you seen it before?',
  },
  {
    name: 'two-people',
    placement: 'plain',
    clip: clip('two-people', { kind: 'two-people', seed: 57 }, 960, 540),
    author: 'Evening Talk',
    caption: 'Two pioneers, one screen: tonight at eight.',
    genuine: true,
  },
  {
    name: 'landscape',
    placement: 'plain',
    clip: clip('landscape', { kind: 'landscape', seed: 71 }, 960, 540),
    author: 'Lake Weather',
    caption: 'A light breeze on the water this morning.',
    fixedEnd: NO_FACE,
  },
  {
    name: 'cartoon',
    placement: 'plain',
    clip: clip('cartoon', { kind: 'cartoon', seed: 83 }, 960, 540),
    author: 'Doodle Hour',
    caption: 'Episode 12: Bruno explains the tides.',
    fixedEnd: { state: 'could-not-check' },
  },
  {
    name: 'tiny',
    placement: 'tiny',
    clip: clip('tiny', portrait('astronaut', 97), 240, 240),
    author: 'Space Club',
    caption: 'New member of the month. A small video for a small headline.',
    fixedEnd: { state: 'not-checked', reason: 'too-small' },
  },
  {
    name: 'tainted',
    placement: 'other-origin',
    clip: clip('tainted', portrait('astronaut', 109)),
    author: 'Space Club',
    caption: 'Suit fitting day. Hosted on another server, as most feeds do.',
    genuine: true,
  },
  {
    name: 'shadow',
    placement: 'closed-shadow',
    clip: clip('shadow', portrait('admiral', 113, true)),
    author: 'Navy Stories',
    caption: 'Shown by a player that keeps its insides to itself.',
    genuine: true,
  },
  {
    name: 'frame',
    placement: 'other-origin-frame',
    clip: clip('frame', portrait('astronaut', 127, true)),
    author: 'Daily Bulletin',
    caption: 'An embedded player from another site.',
    genuine: true,
  },
  {
    name: 'broken',
    placement: 'plain',
    clip: clip('broken', { kind: 'cartoon', seed: 131 }, 960, 540),
    author: 'Doodle Hour',
    caption: 'This upload did not survive the trip.',
    fixedEnd: { state: 'could-not-check', reason: 'undecodable' },
    damaged: true,
  },
  {
    name: 'recycled-1',
    placement: 'recycled',
    clip: clip('recycled-1', portrait('admiral', 137)),
    author: 'Reel after reel',
    caption: 'First of three, all shown by the same player.',
    genuine: true,
  },
  {
    name: 'recycled-2',
    placement: 'recycled',
    clip: clip('recycled-2', { kind: 'landscape', seed: 149 }, 960, 540),
    author: 'Reel after reel',
    caption: 'Second of three: nobody in sight.',
    fixedEnd: NO_FACE,
  },
  {
    name: 'recycled-3',
    placement: 'recycled',
    clip: clip('recycled-3', portrait('astronaut', 151, true)),
    author: 'Reel after reel',
    caption: 'Third of three.',
    genuine: true,
  },
  {
    name: 'still-paused',
    placement: 'never-played',
    clip: clip('still-paused', portrait('admiral', 163)),
    author: 'Harbour Museum',
    caption: 'Press play when you like. This one waits for you.',
    fixedEnd: { state: 'not-checked', reason: 'not-played-yet' },
  },
];
