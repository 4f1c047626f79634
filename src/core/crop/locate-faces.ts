import type { Tensor } from '../../contracts/detector.ts';
import type { Box, Face, Point } from '../../contracts/face.ts';
import type { Pixels } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { COARSE_CELL_PX, decodeFaces, finderInput, onePerFace, type ModelOutputs } from './face-finder.ts';
import { letterbox, type View } from './letterbox.ts';

/** Runs the face finder once. */
export type RunFinder = (input: Tensor) => Promise<Outcome<ModelOutputs>>;

/** Longer side of what the finder sees of a whole frame, pixels. */
const FINDER_SIDE_PX = 256;
/** Below this BlazeFace's boxes are mostly background. */
const MIN_CONFIDENCE = 0.6;
/** A box larger than this share of the frame's longer side calls for a second pass with room around the frame. */
const LARGE_BOX = 0.5;
/** Side of the second look's square, in larger box sides. */
const LOOK_AGAIN_SCALE = 2;
/** What the finder sees of that square, pixels: the face is as large in it as in 240 pixels of three box sides. */
const LOOK_AGAIN_SIDE_PX = 160;
const LOOK_AGAIN_CONFIDENCE = 0.5;
/** Farthest that the second look's box may lie from where it was expected, in sides of the square. */
const LOOK_AGAIN_DRIFT = 0.375;
/** Each costs one more run of the finder; a crowd has no single face to judge. */
export const MOST_FACES = 8;

/**
 * The faces of a frame, largest first: found in the whole frame, and again in a closer look at each place. The closer
 * look is what drops moons and most dogs. The same steps as `training/second_look_training/face_finder.py`.
 */
export async function locateFaces(pixels: Pixels, runFinder: RunFinder): Promise<Outcome<Face[]>> {
  const found = await findOnce(pixels, runFinder);
  if (!found.ok) return found;
  const largest = found.value.toSorted((a, b) => largerSide(b.box) - largerSide(a.box)).slice(0, MOST_FACES);
  const confirmed: Face[] = [];
  for (const face of largest) {
    const again = await lookAgain(pixels, face, runFinder);
    if (!again.ok) return again;
    if (again.value !== undefined) confirmed.push(again.value);
  }
  return { ok: true, value: onePerFace(confirmed).sort((a, b) => largerSide(b.box) - largerSide(a.box)) };
}

/** Faces of the whole frame; where they fill it, of the frame at half the scale. */
async function findOnce(pixels: Pixels, runFinder: RunFinder): Promise<Outcome<Face[]>> {
  const longer = Math.max(pixels.width, pixels.height);
  const view = wholeFrame(pixels);
  const whole = await facesIn(pixels, view, MIN_CONFIDENCE, runFinder);
  if (!whole.ok) return whole;
  const isClose = whole.value.some(({ box }) => largerSide(box) > LARGE_BOX * longer);
  if (whole.value.length > 0 && !isClose) return whole;
  const withRoom = await facesIn(pixels, { ...view, scale: 2 * view.scale }, MIN_CONFIDENCE, runFinder);
  return withRoom.ok && withRoom.value.length === 0 ? whole : withRoom;
}

/** The frame with as little around it as the finder's cells allow: black bars would be computed like anything else. */
function wholeFrame({ width, height }: Pixels): View {
  const scale = Math.max(width, height) / FINDER_SIDE_PX;
  const inCells = (side: number): number =>
    Math.min(FINDER_SIDE_PX, COARSE_CELL_PX * Math.ceil(side / scale / COARSE_CELL_PX));
  return { centre: { x: width / 2, y: height / 2 }, scale, widthPx: inCells(width), heightPx: inCells(height) };
}

async function lookAgain(pixels: Pixels, face: Face, runFinder: RunFinder): Promise<Outcome<Face | undefined>> {
  const centre = centreOf(face.box);
  const side = LOOK_AGAIN_SCALE * largerSide(face.box);
  const sides = { widthPx: LOOK_AGAIN_SIDE_PX, heightPx: LOOK_AGAIN_SIDE_PX };
  const view = { centre, scale: side / LOOK_AGAIN_SIDE_PX, ...sides };
  const seen = await facesIn(pixels, view, LOOK_AGAIN_CONFIDENCE, runFinder);
  if (!seen.ok) return seen;
  const drift = (other: Face): number => distance(centreOf(other.box), centre);
  const [nearest] = seen.value.toSorted((a, b) => drift(a) - drift(b));
  const isThere = nearest !== undefined && drift(nearest) <= LOOK_AGAIN_DRIFT * side;
  return { ok: true, value: isThere ? nearest : undefined };
}

async function facesIn(
  pixels: Pixels,
  view: View,
  minConfidence: number,
  runFinder: RunFinder,
): Promise<Outcome<Face[]>> {
  const outputs = await runFinder(finderInput(letterbox(pixels, view), view));
  return outputs.ok ? decodeFaces(outputs.value, view, minConfidence) : outputs;
}

const largerSide = (box: Box): number => Math.max(box.width, box.height);
const centreOf = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
