/** The page in which the clips are shot and encoded. `demo/make-clips.ts` opens it and calls `shootClip`. */
import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  Quality,
  WebMOutputFormat,
} from 'mediabunny';
import { cartoonScene } from './cartoon-scene.ts';
import { FRAMES_PER_SECOND, type ClipSpec, type MadeClip } from './clip-spec.ts';
import { landscapeScene } from './landscape-scene.ts';
import { portraitScene, twinScene, twoPeopleScene, type DrawFrame } from './people-scenes.ts';
import { pen } from './portraits.ts';

/** Bits a pixel and frame: about what social sites serve for small players. */
const BITS_PER_PIXEL = 0.16;

async function openScene(spec: ClipSpec): Promise<DrawFrame> {
  const { scene } = spec;
  switch (scene.kind) {
    case 'portrait':
      return portraitScene(spec, scene.portrait, scene.mirrored, scene.seed);
    case 'twin':
      return twinScene(spec, scene.seed, scene.altered);
    case 'two-people':
      return twoPeopleScene(spec, scene.seed);
    case 'landscape':
      return landscapeScene(spec, scene.seed);
    case 'cartoon':
      return cartoonScene(spec, scene.seed);
  }
}

async function shoot(spec: ClipSpec): Promise<MadeClip> {
  const { width, height } = spec;
  const draw = await openScene(spec);
  const canvas = new OffscreenCanvas(width, height);
  const context = pen(canvas);
  const codec = await getFirstEncodableVideoCodec(['avc', 'vp9', 'vp8'], { width, height });
  if (codec === null) throw new Error('this browser encodes neither H.264 nor VP9 nor VP8');
  const isMp4 = codec === 'avc';
  const target = new BufferTarget();
  const output = new Output({
    format: isMp4 ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat(),
    target,
  });
  const bitrate = Math.round(width * height * FRAMES_PER_SECOND * BITS_PER_PIXEL);
  const track = new CanvasSource(canvas, { codec, quality: new Quality({ bitrate }), keyFrameInterval: 2 });
  output.addVideoTrack(track, { frameRate: FRAMES_PER_SECOND });
  await output.start();
  const frames = Math.round((spec.durationMs / 1000) * FRAMES_PER_SECOND);
  for (let frame = 0; frame < frames; frame++) {
    const timeS = frame / FRAMES_PER_SECOND;
    draw(context, timeS);
    await track.add(timeS, 1 / FRAMES_PER_SECOND);
  }
  await output.finalize();
  if (target.buffer === null) throw new Error(`clip ${spec.name}: the encoder gave no bytes`);
  return { ending: isMp4 ? 'mp4' : 'webm', bytes: target.buffer };
}

/** Shoots a clip and hands it to the server that this page came from. Resolves to the file's ending. */
async function shootClip(spec: ClipSpec): Promise<string> {
  const { ending, bytes } = await shoot(spec);
  const answer = await fetch(`/made/${spec.name}.${ending}`, { method: 'PUT', body: bytes });
  if (!answer.ok) throw new Error(`clip ${spec.name}: the server answered ${answer.status}`);
  return ending;
}

declare global {
  var shootClip: ((spec: ClipSpec) => Promise<string>) | undefined;
}
globalThis.shootClip = shootClip;
