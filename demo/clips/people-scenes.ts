import { expose, handheldCamera, sensorNoise, type CameraPose, type Context } from './camera.ts';
import type { ClipSpec, Stretch } from './clip-spec.ts';
import { mirrored, openPortrait, type Portrait, type PortraitName } from './portraits.ts';
import { normal, seededRandom, type Random } from './random.ts';
import { twinRecipe } from './recipe.ts';
import { paintTwinPatch } from './twin.ts';

/** Draws one frame. Frames are drawn in order, each once. */
export type DrawFrame = (context: Context, timeS: number) => void;

/** Part of the frame that a picture fills, in the frame's pixels. */
interface Pane {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How much larger than its pane a still is drawn, so that the camera can move. */
const OVERSCAN = 1.12;
/** Standard deviation of the noise, of 255: a phone indoors. */
const NOISE_DEVIATION = 6;

/** Sets the transform that carries the still's pixels to the frame, as the camera sees them now. */
function aim(context: Context, portrait: Portrait, pane: Pane, pose: CameraPose): void {
  const { width, height } = portrait.still;
  const scale = Math.max(pane.width / width, pane.height / height) * OVERSCAN;
  const eyes = (portrait.face.rightEye.y + portrait.face.leftEye.y) / 2;
  const face = (portrait.face.rightEye.x + portrait.face.leftEye.x) / 2;
  const spareX = (width * scale - pane.width) / 2;
  const spareY = (height * scale - pane.height) / 2;
  // The face goes to the middle of the pane's width and a little above that of its height, as far as the still reaches.
  const room = 0.04 * pane.width;
  const towards = (wish: number, spare: number): number => Math.max(-spare + room, Math.min(spare - room, wish));
  const offX = spareX > room ? towards((width / 2 - face) * scale, spareX) : 0;
  const offY = spareY > room ? towards((height / 2 - eyes) * scale - 0.08 * pane.height, spareY) : 0;
  context.resetTransform();
  context.translate(
    pane.x + pane.width / 2 + offX + pose.x * pane.width,
    pane.y + pane.height / 2 + offY + pose.y * pane.width,
  );
  context.rotate(pose.turn);
  context.scale(scale * pose.zoom, scale * pose.zoom);
  context.translate(-width / 2, -height / 2);
}

function shoot(context: Context, portrait: Portrait, pane: Pane, pose: CameraPose): void {
  context.save();
  context.resetTransform();
  context.beginPath();
  context.rect(pane.x, pane.y, pane.width, pane.height);
  context.clip();
  aim(context, portrait, pane, pose);
  context.drawImage(portrait.still, 0, 0);
  context.restore();
}

async function facing(name: PortraitName, isMirrored: boolean): Promise<Portrait> {
  const portrait = await openPortrait(name);
  return isMirrored ? mirrored(portrait) : portrait;
}

function whole({ width, height }: ClipSpec): Pane {
  return { x: 0, y: 0, width, height };
}

export async function portraitScene(
  spec: ClipSpec,
  name: PortraitName,
  isMirrored: boolean,
  seed: number,
): Promise<DrawFrame> {
  const portrait = await facing(name, isMirrored);
  const random = seededRandom(seed);
  const camera = handheldCamera(random);
  const noise = sensorNoise(random, NOISE_DEVIATION);
  return (context, timeS) => {
    const pose = camera(timeS);
    shoot(context, portrait, whole(spec), pose);
    noise(context);
    expose(context, pose.exposure);
  };
}

/** One half of a pair. The altered half is blended after the camera's noise, as an editor of finished footage would. */
export async function twinScene(spec: ClipSpec, seed: number, altered: boolean | Stretch): Promise<DrawFrame> {
  const recipe = twinRecipe(seed);
  const target = await facing(recipe.target, recipe.targetMirrored);
  const other = await openPortrait(recipe.target === 'astronaut' ? 'admiral' : 'astronaut');
  const patch = altered === false ? undefined : paintTwinPatch(target, other, recipe);
  const isAltered = (timeS: number): boolean =>
    typeof altered === 'boolean' ? altered : timeS >= altered.fromS && timeS < altered.untilS;
  const cameraRandom = seededRandom(seed + 1);
  const camera = handheldCamera(cameraRandom);
  const noise = sensorNoise(cameraRandom, NOISE_DEVIATION);
  const unsteady = steadying(seededRandom(seed + 2));
  return (context, timeS) => {
    const pose = camera(timeS);
    shoot(context, target, whole(spec), pose);
    noise(context);
    if (patch !== undefined && isAltered(timeS)) {
      const off = unsteady();
      context.save();
      aim(context, target, whole(spec), pose);
      const slip = recipe.jitter * patch.faceWidth;
      context.drawImage(patch.canvas, patch.x + off.x * slip, patch.y + off.y * slip, patch.width, patch.height);
      context.restore();
    }
    expose(context, pose.exposure);
  };
}

/** Alignment error from frame to frame: it wanders rather than jumps. */
function steadying(random: Random): () => { readonly x: number; readonly y: number } {
  let x = 0;
  let y = 0;
  return () => {
    x = 0.7 * x + 0.7 * normal(random);
    y = 0.7 * y + 0.7 * normal(random);
    return { x, y };
  };
}

/** A talk between two people, each in half of the picture with a camera of their own. */
export async function twoPeopleScene(spec: ClipSpec, seed: number): Promise<DrawFrame> {
  const random = seededRandom(seed);
  const gap = 6;
  const half = (spec.width - gap) / 2;
  const sides = [
    { portrait: await facing('astronaut', false), camera: handheldCamera(random), x: 0 },
    { portrait: await facing('admiral', false), camera: handheldCamera(random), x: half + gap },
  ];
  const noise = sensorNoise(random, NOISE_DEVIATION);
  return (context, timeS) => {
    context.resetTransform();
    context.fillStyle = '#101418';
    context.fillRect(0, 0, spec.width, spec.height);
    for (const { portrait, camera, x } of sides) {
      shoot(context, portrait, { x, y: 0, width: half, height: spec.height }, camera(timeS));
    }
    noise(context);
    expose(context, sides[0]?.camera(timeS).exposure ?? 0);
  };
}
