// Bundled by engine.test.ts and run inside an extension page: the engine's client and the media reader as they ship.
import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality, WebMOutputFormat } from 'mediabunny';
import type { Pixels } from '../../src/contracts/frame.ts';
import type { BudgetChoice } from '../../src/contracts/settings.ts';
import { pictureOf } from '../../src/platform/capture/picture-of.ts';
import { openMedia } from '../../src/platform/media/open-media.ts';
import { ask } from '../../src/platform/messaging/ask.ts';
import { connectFrames, type FramesClient } from '../../src/platform/offscreen/connect-frames.ts';
import { pixelsOf } from '../../src/platform/picture/picture-pixels.ts';
import { cleanWays } from '../../src/platform/picture/pixel-probe.ts';
import { closePicture, plainFormat, planesOf, type Picture } from '../../src/platform/picture/picture.ts';

const choices = { scoreGated: false };
let frames: FramesClient = connectFrames(() => ask('page>background/wake-offscreen'));

async function fileFrom(base64: string): Promise<Blob> {
  return (await fetch(`data:application/octet-stream;base64,${base64}`)).blob();
}

/** At 10 frames a second: frame n is `n * 8` red on its left half, blue on its right. VP8 or VP9. */
async function makeClip(
  container: 'webm' | 'mp4',
  rotation: 0 | 90,
  { width, height, count } = { width: 320, height: 240, count: 30 },
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const target = new BufferTarget();
  const output = new Output({ format: container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, {
    codec: container === 'mp4' ? 'vp9' : 'vp8',
    quality: new Quality('high'),
    keyFrameInterval: 1,
  });
  output.addVideoTrack(source, { rotation });
  await output.start();
  for (let frame = 0; frame < count; frame += 1) {
    context.fillStyle = 'rgb(0 0 200)';
    context.fillRect(0, 0, width, height);
    context.fillStyle = `rgb(${frame * 8} 0 0)`;
    context.fillRect(0, 0, width / 2, height);
    await source.add(frame / 10, 0.1);
  }
  await output.finalize();
  if (target.buffer === null) throw new Error('no clip');
  return new Blob([target.buffer]);
}

/** Size and times of a file, and of the frame at `mediaTimeMs` the colours a quarter in from each corner. */
async function lookInto(file: Blob | string, mediaTimeMs: number) {
  const opened = await openMedia(file);
  if (!opened.ok) return opened.failure;
  const { widthPx, heightPx, durationMs, frameAt, close } = opened.value;
  const frame = await frameAt(mediaTimeMs);
  close();
  if (!frame.ok) return frame.failure;
  const { picture } = frame.value;
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  context?.drawImage(picture, 0, 0);
  const colourAt = (x: number, y: number): number[] => [
    ...(context?.getImageData(x * picture.width, y * picture.height, 1, 1).data.slice(0, 3) ?? []),
  ];
  const corners = [colourAt(0.25, 0.25), colourAt(0.75, 0.25), colourAt(0.25, 0.75), colourAt(0.75, 0.75)];
  return { widthPx, heightPx, durationMs, at: frame.value.mediaTimeMs, route: frame.value.route, corners };
}

async function cleanPixels(picture: Picture): Promise<Pixels> {
  const pixels = await pixelsOf(picture);
  if (!pixels.ok) throw new Error(pixels.failure.code);
  return pixels.value;
}

/** Sizes of a clip's frame in the page's own player, and how far its planes and its bitmap lie apart, 0 to 255. */
async function planesBesideBitmap(container: 'webm' | 'mp4', rotation: 0 | 90) {
  const video = document.createElement('video');
  video.src = URL.createObjectURL(await makeClip(container, rotation));
  video.muted = true;
  await video.play();
  await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  video.pause();
  const frame = new VideoFrame(video);
  const bitmap = await cleanPixels(await createImageBitmap(video));
  const format = plainFormat(frame);
  if (format === undefined) return { width: bitmap.width, height: bitmap.height, apart: 0 };
  const { width, height, rgba } = await cleanPixels(await planesOf(frame, format));
  frame.close();
  const apart = rgba.reduce((most, value, at) => Math.max(most, Math.abs(value - (bitmap.rgba[at] ?? 0))), 0);
  return { format, width, height, apart };
}

/** How a video of that size is sent on, and the colours of its left and of its right half. */
async function takenOf(width: number, height: number) {
  const video = document.createElement('video');
  video.src = URL.createObjectURL(await makeClip('webm', 0, { width, height, count: 4 }));
  video.muted = true;
  await video.play();
  video.pause();
  const taken = await pictureOf(video, await cleanWays());
  if (taken === undefined) throw new Error('nothing was taken');
  const { rgba, ...size } = await cleanPixels(taken.picture);
  const colourAt = (share: number): readonly number[] => {
    const at = 4 * (Math.floor(size.height / 2) * size.width + Math.floor(size.width * share));
    return [...rgba.subarray(at, at + 3)];
  };
  return {
    ...size,
    isNative: taken.isNative,
    isPlanes: 'bytes' in taken.picture,
    left: colourAt(0.25),
    right: colourAt(0.75),
  };
}

/** Bytes of pictures of one value each, taken one after the other, the first of them closed, and closed again, in between. */
async function planesInTurn() {
  const taken = async (value: number, side = 8) => {
    const shape = { format: 'RGBA', codedWidth: side, codedHeight: side, timestamp: 0 } as const;
    const frame = new VideoFrame(new Uint8Array(side * side * 4).fill(value), shape);
    return planesOf(frame, 'RGBA').finally(() => frame.close());
  };
  const first = await taken(10);
  closePicture(first);
  const second = await taken(20);
  closePicture(first);
  const third = await taken(30);
  closePicture(third);
  const larger = await taken(40, 16);
  const values = [second, third, larger].map(({ bytes }) => [...new Set(new Uint8Array(bytes))]);
  const isReused = { first: second.bytes === first.bytes, taken: third.bytes === second.bytes };
  return { values, isReused, largerBytes: larger.bytes.byteLength };
}

/** What a picture of known colours comes back as, in a browser that adds noise on these ways. */
async function readNoisy(ways: readonly ('copying' | 'drawing')[]) {
  const noisy = (bytes: Uint8Array | Uint8ClampedArray): void => {
    bytes[5] = (bytes[5] ?? 0) ^ 1;
  };
  if (ways.includes('copying')) {
    const copyTo = Reflect.get<VideoFrame, 'copyTo'>(VideoFrame.prototype, 'copyTo');
    VideoFrame.prototype.copyTo = async function (to, options) {
      const layout = await copyTo.call(this, to, options);
      noisy(ArrayBuffer.isView(to) ? new Uint8Array(to.buffer as ArrayBuffer) : new Uint8Array(to as ArrayBuffer));
      return layout;
    };
  }
  if (ways.includes('drawing')) {
    const getImageData = Reflect.get<OffscreenCanvasRenderingContext2D, 'getImageData'>(
      OffscreenCanvasRenderingContext2D.prototype,
      'getImageData',
    );
    OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...asked: Parameters<typeof getImageData>) {
      const image = getImageData.apply(this, asked);
      noisy(image.data);
      return image;
    };
  }
  const rgba = new Uint8ClampedArray(128 * 128 * 4).map((_, at) => (at % 4 === 3 ? 255 : at % 256));
  const pixels = await pixelsOf(await createImageBitmap(new ImageData(rgba, 128, 128)));
  return pixels.ok ? pixels.value.rgba.every((value, at) => value === rgba[at]) : pixels.failure.code;
}

const enginePage = {
  readNoisy,
  planesBesideBitmap,
  planesInTurn,
  takenOf,
  inspect: async (base64: string, signal = new AbortController().signal) => {
    const picture = await createImageBitmap(await fileFrom(base64));
    return frames.inspect({ picture, mediaTimeMs: 40, route: 'file', isNative: true }, choices, signal);
  },
  /** The same picture as planes, RGBA, and with a byte missing. */
  inspectPlanes: async (base64: string, missing = 0) => {
    const bitmap = await createImageBitmap(await fileFrom(base64));
    const { width, height, rgba } = await cleanPixels(bitmap);
    const bytes = new Uint8Array(rgba).buffer.slice(missing);
    const picture = { format: 'RGBA', width, height, colorSpace: {}, bytes } as const;
    const frame = { picture, mediaTimeMs: 40, route: 'element', isNative: true } as const;
    return frames.inspect(frame, choices, new AbortController().signal);
  },
  inspectAborted: (base64: string) => enginePage.inspect(base64, AbortSignal.timeout(1)),
  reRead: (address: string, mediaTimeMs: number) =>
    frames.reReadFrame(address, mediaTimeMs, choices, new AbortController().signal),
  restMs: () => frames.restMs(),
  chooseBudget: (budget: BudgetChoice) => ask('page>background/change-settings', { budget }),
  versions: () => frames.versions(),
  reconnect: () => {
    frames.close();
    frames = connectFrames(() => ask('page>background/wake-offscreen'));
  },
  clipBytes: async () => [...new Uint8Array(await (await makeClip('webm', 0)).arrayBuffer())],
  lookIntoClip: async (container: 'webm' | 'mp4', rotation: 0 | 90, mediaTimeMs: number) =>
    lookInto(await makeClip(container, rotation), mediaTimeMs),
  lookIntoFile: async (base64: string) => lookInto(await fileFrom(base64), 0),
  lookIntoAddress: (address: string) => lookInto(address, 1000),
  /** Puts raw asks on a port of their own, and gathers what comes back. */
  askRaw: (asks: readonly object[], answers: number) =>
    new Promise<unknown[]>((resolve) => {
      const port = chrome.runtime.connect({ name: 'frames' });
      const heard: unknown[] = [];
      port.onMessage.addListener((answer: unknown) => {
        if (heard.push(answer) < answers) return;
        port.disconnect();
        resolve(heard);
      });
      for (const ask of asks) port.postMessage(ask);
    }),
};

/** What the test sees in the page. */
export type EnginePage = typeof enginePage;

Object.assign(globalThis, { enginePage });
