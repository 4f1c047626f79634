/** The page in which the pictures of the practice are drawn. `demo/make-practice-pictures.ts` opens it and calls `takeStill`. */
import { cartoonScene } from '../clips/cartoon-scene.ts';
import type { ClipSpec } from '../clips/clip-spec.ts';
import { landscapeScene } from '../clips/landscape-scene.ts';
import { twinScene, type DrawFrame } from '../clips/people-scenes.ts';
import { pen } from '../clips/portraits.ts';

/** Good enough to look at closely; a picture stays under 40 kB. */
const QUALITY = 0.86;

/** Eyes open, in the drawn scene. */
const MOMENT_S = 0.6;

async function openScene(spec: ClipSpec): Promise<DrawFrame> {
  const { scene } = spec;
  switch (scene.kind) {
    case 'twin':
      return twinScene(spec, scene.seed, scene.altered);
    case 'landscape':
      return landscapeScene(spec, scene.seed);
    case 'cartoon':
      return cartoonScene(spec, scene.seed);
    case 'portrait':
    case 'two-people':
      throw new Error(`${spec.name}: the practice shows no ${scene.kind}`);
  }
}

/** Draws one frame of a scene and hands it to the server that this page came from. */
async function takeStill(spec: ClipSpec): Promise<void> {
  const canvas = new OffscreenCanvas(spec.width, spec.height);
  const draw = await openScene(spec);
  draw(pen(canvas), MOMENT_S);
  const still = await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
  const answer = await fetch(`/made/${spec.name}.webp`, { method: 'PUT', body: still });
  if (!answer.ok) throw new Error(`still ${spec.name}: the server answered ${answer.status}`);
}

declare global {
  var takeStill: ((spec: ClipSpec) => Promise<void>) | undefined;
}
globalThis.takeStill = takeStill;
