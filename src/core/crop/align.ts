import type { FacePoints, Point } from '../../contracts/face.ts';

/** A square of a frame, in the frame's pixels; pixel (0, 0) covers 0 to 1. */
export interface Square {
  readonly centre: Point;
  readonly side: number;
  /** The square's own x axis is (cos, sin) in the frame. */
  readonly cos: number;
  readonly sin: number;
}

/** Crop side in face scales: brow to chin with a rim of background. */
export const CROP_SCALE = 2.6;
/** Eyes closer together than this share of the eye–mouth distance no longer tell how the head is tilted. */
const PROFILE = 0.5;

/** The square around the middle between eyes and mouth in which the face stands upright. */
export function faceSquare(points: FacePoints): Square {
  const between = middle(points.rightEye, points.leftEye);
  const eyes = minus(points.leftEye, points.rightEye);
  const down = minus(points.mouth, between);
  const axis = length(eyes) < PROFILE * length(down) ? { x: down.y, y: -down.x } : eyes;
  const axisLength = length(axis);
  return {
    centre: middle(between, points.mouth),
    side: CROP_SCALE * Math.max(length(eyes), length(down)),
    cos: axisLength > 0 ? axis.x / axisLength : 1,
    sin: axisLength > 0 ? axis.y / axisLength : 0,
  };
}

/** How far the head is turned: the nose's offset from the middle of the eyes along the eye line, in eye distances. */
export function turnOf(points: FacePoints): number {
  const eyes = minus(points.leftEye, points.rightEye);
  const nose = minus(points.nose, middle(points.rightEye, points.leftEye));
  const squared = eyes.x * eyes.x + eyes.y * eyes.y;
  return squared > 0 ? Math.abs(nose.x * eyes.x + nose.y * eyes.y) / squared : Infinity;
}

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y });
const length = ({ x, y }: Point): number => Math.hypot(x, y);
