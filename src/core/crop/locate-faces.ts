import type { Tensor } from '../../contracts/detector.ts';
import type { Box, Face, Point } from '../../contracts/face.ts';
import type { Pixels } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { decodeFaces, finderInput, FINDER_SIDE_PX, onePerFace, type ModelOutputs } from './face-finder.ts';
import { letterbox, type UprightSquare } from './letterbox.ts';

/** Runs the face finder once. */
export type RunFinder = (input: Tensor) => Promise<Outcome<ModelOutputs>>;

/** Below this BlazeFace's boxes are mostly background. */
const MIN_CONFIDENCE = 0.6;
/** A box larger than this share of the frame's longer side calls for a second pass with room around the frame. */
const LARGE_BOX = 0.5;
/** Side of the second look's square, in larger box sides. */
const LOOK_AGAIN_SCALE = 3;
const LOOK_AGAIN_CONFIDENCE = 0.5;
/** Farthest that the second look's box may lie from where it was expected, in sides of the square. */
const LOOK_AGAIN_DRIFT = 0.25;
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
  const centre = { x: pixels.width / 2, y: pixels.height / 2 };
  const whole = await facesIn(pixels, { centre, side: longer }, MIN_CONFIDENCE, runFinder);
  if (!whole.ok) return whole;
  const isClose = whole.value.some(({ box }) => largerSide(box) > LARGE_BOX * longer);
  if (whole.value.length > 0 && !isClose) return whole;
  const withRoom = await facesIn(pixels, { centre, side: 2 * longer }, MIN_CONFIDENCE, runFinder);
  return withRoom.ok && withRoom.value.length === 0 ? whole : withRoom;
}

async function lookAgain(pixels: Pixels, face: Face, runFinder: RunFinder): Promise<Outcome<Face | undefined>> {
  const centre = centreOf(face.box);
  const square = { centre, side: LOOK_AGAIN_SCALE * largerSide(face.box) };
  const seen = await facesIn(pixels, square, LOOK_AGAIN_CONFIDENCE, runFinder);
  if (!seen.ok) return seen;
  const drift = (other: Face): number => distance(centreOf(other.box), centre);
  const [nearest] = seen.value.toSorted((a, b) => drift(a) - drift(b));
  const isThere = nearest !== undefined && drift(nearest) <= LOOK_AGAIN_DRIFT * square.side;
  return { ok: true, value: isThere ? nearest : undefined };
}

async function facesIn(
  pixels: Pixels,
  square: UprightSquare,
  minConfidence: number,
  runFinder: RunFinder,
): Promise<Outcome<Face[]>> {
  const outputs = await runFinder(finderInput(letterbox(pixels, square, FINDER_SIDE_PX)));
  return outputs.ok ? decodeFaces(outputs.value, square, minConfidence) : outputs;
}

const largerSide = (box: Box): number => Math.max(box.width, box.height);
const centreOf = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
