import type { Tensor } from '../../contracts/detector.ts';
import type { Box, Face, FacePoints, Point } from '../../contracts/face.ts';
import type { Failure } from '../../contracts/failure.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { cornerOf, type View } from './letterbox.ts';
import { overlap } from './link-tracks.ts';

/** The finder takes inputs whose sides are multiples of this: a cell of its coarse grid, pixels. */
export const COARSE_CELL_PX = 32;
/** Boxes with a larger intersection over union are one face. */
export const MAX_OVERLAP = 0.3;

/** The finder's two grids: names of its outputs, side of a cell, anchors in each cell. */
const GRIDS = [
  { scores: 'Identity:0', boxes: 'Identity_2:0', cellPx: 16, anchorsPerCell: 2 },
  { scores: 'Identity_1:0', boxes: 'Identity_3:0', cellPx: COARSE_CELL_PX, anchorsPerCell: 6 },
] as const;
/** Box centre, box size and six points. */
const VALUES_PER_ANCHOR = 16;

/** Named outputs of a model. */
export type ModelOutputs = Readonly<Record<string, Tensor>>;

/** RGB 0 to 255 of a view to the finder's input, −1 to 1. */
export function finderInput(rgb: Float32Array, { widthPx, heightPx }: View): Tensor {
  const values = new Float32Array(rgb.length);
  for (let at = 0; at < rgb.length; at += 1) values[at] = (rgb[at] ?? 0) / 127.5 - 1;
  return { shape: [1, heightPx, widthPx, 3], values };
}

/**
 * Faces in the view that the finder was shown, in pixels of the frame, most confident first, one box a face.
 * Fails with `model.output-malformed` when an output is missing or has another shape.
 *
 * Source: BlazeFace, back camera (Bazarevsky et al. 2019, arXiv 1907.05047): each anchor gives a score and a box and
 * six points in pixels of the view, all relative to the middle of the anchor's cell.
 */
export function decodeFaces(outputs: ModelOutputs, view: View, minConfidence: number): Outcome<Face[]> {
  const faces: Face[] = [];
  for (const { scores, boxes, cellPx, anchorsPerCell } of GRIDS) {
    const columns = view.widthPx / cellPx;
    const anchors = columns * (view.heightPx / cellPx) * anchorsPerCell;
    const logits = valuesOf(outputs, scores, [1, anchors, 1]);
    if (!logits.ok) return logits;
    const raw = valuesOf(outputs, boxes, [1, anchors, VALUES_PER_ANCHOR]);
    if (!raw.ok) return raw;
    logits.value.forEach((logit, anchor) => {
      const confidence = 1 / (1 + Math.exp(-logit));
      if (!(confidence >= minConfidence)) return;
      const cell = Math.floor(anchor / anchorsPerCell);
      const middle = { x: ((cell % columns) + 0.5) * cellPx, y: (Math.floor(cell / columns) + 0.5) * cellPx };
      const at = anchor * VALUES_PER_ANCHOR;
      faces.push(faceFrom(raw.value.subarray(at, at + VALUES_PER_ANCHOR), middle, view, confidence));
    });
  }
  return { ok: true, value: onePerFace(faces) };
}

/** The most confident box of each group of overlapping ones, most confident first. */
export function onePerFace(faces: readonly Face[]): Face[] {
  const kept: Face[] = [];
  for (const face of faces.toSorted((a, b) => b.confidence - a.confidence)) {
    if (kept.every((other) => overlap(face.box, other.box) <= MAX_OVERLAP)) kept.push(face);
  }
  return kept;
}

function faceFrom(raw: Float32Array, anchor: Point, view: View, confidence: number): Face {
  const { scale } = view;
  const corner = cornerOf(view);
  const inFrame = (pair: number): Point => ({
    x: ((raw[pair * 2] ?? 0) + anchor.x) * scale + corner.x,
    y: ((raw[pair * 2 + 1] ?? 0) + anchor.y) * scale + corner.y,
  });
  const centre = inFrame(0);
  const width = (raw[2] ?? 0) * scale;
  const height = (raw[3] ?? 0) * scale;
  const box: Box = { x: centre.x - width / 2, y: centre.y - height / 2, width, height };
  const points: FacePoints = {
    rightEye: inFrame(2),
    leftEye: inFrame(3),
    nose: inFrame(4),
    mouth: inFrame(5),
    rightEar: inFrame(6),
    leftEar: inFrame(7),
  };
  return { box, points, confidence };
}

function valuesOf(outputs: ModelOutputs, name: string, shape: readonly number[]): Outcome<Float32Array> {
  const output = outputs[name];
  if (output?.shape.length === shape.length && shape.every((size, axis) => output.shape[axis] === size)) {
    return { ok: true, value: output.values };
  }
  const got = output === undefined ? 'nothing' : `[${output.shape.join(',')}]`;
  return { ok: false, failure: malformed(`face-finder ${name} must be [${shape.join(',')}], got ${got}`) };
}

const malformed = (detail: string): Failure => ({ code: 'model.output-malformed', stage: 'crop', detail });
