import { matchColours } from './colour-match.ts';
import { mapShape, mirrored, pen, type FaceShape, type Portrait, type Position } from './portraits.ts';
import type { TwinRecipe } from './recipe.ts';
import { regionMask } from './region-mask.ts';
import { thinPlateWarp, type Warp } from './thin-plate.ts';

/** A painted face region with a soft edge, ready to be laid over its target. */
export interface FacePatch {
  readonly canvas: OffscreenCanvas;
  /** Where it goes on the target still, in the still's pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Width of the target's face in the still's pixels. */
  readonly faceWidth: number;
}

/** Pixels across the face in a patch: enough for any size at which the feed shows it. */
const PATCH_FACE_PX = 300;

function faceWidth(face: FaceShape): number {
  return face.leftCheek.x - face.rightCheek.x;
}

/** The face with its features moved, as an editor of expressions would. */
function reshaped(face: FaceShape, { smile, eyes, jaw, nose }: TwinRecipe['reshape']): FaceShape {
  const unit = faceWidth(face);
  return mapShape(face, (at, name) => {
    const centre = name.includes('rightEye') ? face.rightEye : face.leftEye;
    if (name === 'mouthRight') return { x: at.x - smile * 0.6 * unit, y: at.y - smile * unit };
    if (name === 'mouthLeft') return { x: at.x + smile * 0.6 * unit, y: at.y - smile * unit };
    if (name === 'lipBottom') return { x: at.x, y: at.y + smile * 0.5 * unit };
    if (/Eye(Outer|Inner)$/.test(name)) return { x: at.x + (at.x - centre.x) * eyes, y: at.y };
    if (name.includes('BrowInner')) return { x: at.x, y: at.y - eyes * 0.25 * unit };
    if (name === 'noseRight') return { x: at.x - nose * unit, y: at.y };
    if (name === 'noseLeft') return { x: at.x + nose * unit, y: at.y };
    if (name.startsWith('rightJaw')) return { x: at.x + jaw * unit, y: at.y };
    if (name.startsWith('leftJaw')) return { x: at.x - jaw * unit, y: at.y };
    return at;
  });
}

/** The donor at the few pixels in which a face-painting network would have put it. */
function repainted(donor: Portrait, facePx: number): { readonly pixels: ImageData; readonly scale: number } {
  const scale = Math.min(1.5, facePx / faceWidth(donor.face));
  const canvas = new OffscreenCanvas(Math.round(donor.still.width * scale), Math.round(donor.still.height * scale));
  const context = pen(canvas);
  context.drawImage(donor.still, 0, 0, canvas.width, canvas.height);
  return { pixels: context.getImageData(0, 0, canvas.width, canvas.height), scale };
}

/** Reads a colour between pixels into `out`. */
function sample({ data, width, height }: ImageData, at: Position, out: Uint8ClampedArray, outAt: number): void {
  const x = Math.min(Math.max(at.x, 0), width - 1.001);
  const y = Math.min(Math.max(at.y, 0), height - 1.001);
  const left = Math.floor(x);
  const top = Math.floor(y);
  const [right, down] = [x - left, y - top];
  const first = (top * width + left) * 4;
  for (let channel = 0; channel < 3; channel++) {
    const a = data[first + channel] ?? 0;
    const b = data[first + 4 + channel] ?? 0;
    const c = data[first + width * 4 + channel] ?? 0;
    const d = data[first + width * 4 + 4 + channel] ?? 0;
    out[outAt + channel] = (a * (1 - right) + b * right) * (1 - down) + (c * (1 - right) + d * right) * down;
  }
}

/** From the target still to the donor still. */
function targetToDonor(target: Portrait, donor: Portrait, recipe: TwinRecipe, anchors: readonly Position[]): Warp {
  if (recipe.donor !== 'reshaped') return thinPlateWarp(Object.values(target.face), Object.values(donor.face));
  const moved = reshaped(target.face, recipe.reshape);
  return thinPlateWarp([...Object.values(moved), ...anchors], [...Object.values(donor.face), ...anchors]);
}

/** Light from one side: a ramp over the face, brighter at one end. */
function relight(pixels: ImageData, { relight: strength, relightAngle }: TwinRecipe): void {
  const { data, width, height } = pixels;
  for (let index = 0; index < width * height; index++) {
    const x = (index % width) / width - 0.5;
    const y = Math.floor(index / width) / height - 0.5;
    const light = 1 + 2 * strength * (x * Math.cos(relightAngle) + y * Math.sin(relightAngle));
    for (let channel = 0; channel < 3; channel++) {
      data[index * 4 + channel] = (data[index * 4 + channel] ?? 0) * light;
    }
  }
}

/** The donor for a recipe: another person, or the target seen or shaped otherwise. */
function donorFor(target: Portrait, other: Portrait, recipe: TwinRecipe): Portrait {
  switch (recipe.donor) {
    case 'other-person':
      return other;
    case 'mirrored':
      return mirrored(target);
    case 'reshaped':
      return target;
  }
}

/** Paints the altered face region: aligned on the target's face points, recoloured, relit, soft at its edge. */
export function paintTwinPatch(target: Portrait, other: Portrait, recipe: TwinRecipe): FacePatch {
  const unit = faceWidth(target.face);
  const xs = Object.values(target.face).map(({ x }) => x);
  const ys = Object.values(target.face).map(({ y }) => y);
  const x = Math.min(...xs) - 0.25 * unit;
  const y = Math.min(...ys) - 0.25 * unit;
  const [right, bottom] = [Math.max(...xs) + 0.25 * unit, Math.max(...ys) + 0.25 * unit];
  const scale = PATCH_FACE_PX / unit;
  const size = { width: Math.round((right - x) * scale), height: Math.round((bottom - y) * scale) };
  const corners = [x, (x + right) / 2, right].flatMap((cx) =>
    [y, (y + bottom) / 2, bottom].map((cy) => ({ x: cx, y: cy })),
  );
  const donor = donorFor(target, other, recipe);
  const warp = targetToDonor(
    target,
    donor,
    recipe,
    corners.filter((_, index) => index !== 4),
  );
  const source = repainted(donor, recipe.paintedFacePx);

  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = pen(canvas);
  context.drawImage(target.still, x, y, right - x, bottom - y, 0, 0, size.width, size.height);
  const seen = context.getImageData(0, 0, size.width, size.height);
  const painted = new ImageData(size.width, size.height);
  for (let index = 0; index < size.width * size.height; index++) {
    const here = { x: x + (index % size.width) / scale, y: y + Math.floor(index / size.width) / scale };
    const there = warp(here);
    sample(source.pixels, { x: there.x * source.scale, y: there.y * source.scale }, painted.data, index * 4);
  }
  const place = (at: Position): Position => ({ x: (at.x - x) * scale, y: (at.y - y) * scale });
  const mask = regionMask(size, target.face, recipe.region, place, recipe.feather * PATCH_FACE_PX);
  matchColours(painted.data, seen.data, mask, recipe.colourMatch);
  relight(painted, recipe);
  for (const [index, cover] of mask.entries()) painted.data[index * 4 + 3] = cover * recipe.opacity;
  context.putImageData(painted, 0, 0);
  return { canvas, x, y, width: right - x, height: bottom - y, faceWidth: unit };
}
