import type { FrameCalls, Parcel } from './frame-calls.ts';
import type { OurWorld } from './our-world.ts';

/** The ways in which a frame can travel from a page to the extension. */
export const TRANSPORTS = ['ours', 'json-array', 'jpeg', 'jpeg-later', 'nothing'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** One frame's way. */
export interface Sent {
  /** From taking the frame to the word that its pixels are there. */
  readonly totalMs: number;
  /** All tasks of the page's main thread meanwhile, an equal share of those of the frames sent together. */
  readonly threadMs: number;
}

/**
 * Sends frames of the page's paused video from within the content script's world. `ours` is what the product was seen
 * to send for its last frame, message by message; JSON is written and read by hand, which is what the browser itself does
 * where the manifest does not ask for structured clones.
 */
const SEND = `(() => {
  const port = chrome.runtime.connect({ name: 'bench-transport' });
  const video = document.querySelector('video');
  const [width, height] = [video.videoWidth, video.videoHeight];
  const post = (message) => new Promise((resolve) => {
    const heard = (bytes) => { port.onMessage.removeListener(heard); resolve(bytes); };
    port.onMessage.addListener(heard);
    port.postMessage(message);
  });
  // The browser keeps the last frame that was drawn; each frame sent must be another one, as in life.
  const moveOn = () => new Promise((resolve) => {
    video.requestVideoFrameCallback(() => resolve());
    video.currentTime = (video.currentTime + 0.2) % (video.duration - 0.2);
  });
  const drawn = () => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(video, 0, 0);
    return { canvas, context };
  };
  const cut = async (source, { widthPx, heightPx, bytes, isBlob }) => {
    if (bytes > 0) return isBlob ? new Blob([new ArrayBuffer(bytes)]) : new ArrayBuffer(bytes);
    const isWhole = Math.abs(widthPx / heightPx - width / height) < 0.02;
    if (!isWhole) return createImageBitmap(source, 0, 0, widthPx, heightPx);
    return widthPx === width ? createImageBitmap(source) : createImageBitmap(source, { resizeWidth: widthPx, resizeHeight: heightPx });
  };
  const asAddress = (blob) => new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });
  const ways = {
    ours: async ({ messages, isHeld }) => {
      const source = isHeld ? new VideoFrame(video) : video;
      let bytes = 0;
      for (const parcels of messages) {
        const cuts = await Promise.all(parcels.map((parcel) => cut(source, parcel)));
        bytes += await post({ parcels: cuts });
        for (const one of cuts) one.close?.();
      }
      if (isHeld) source.close();
      return bytes;
    },
    'json-array': () => {
      const { data } = drawn().context.getImageData(0, 0, width, height);
      return post({ json: JSON.stringify({ width, rgba: Array.from(data) }) });
    },
    jpeg: () => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width, height });
      canvas.getContext('2d').drawImage(video, 0, 0);
      return post({ json: JSON.stringify({ width, jpeg: canvas.toDataURL('image/jpeg', 0.92) }) });
    },
    'jpeg-later': async () => {
      const blob = await drawn().canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
      return post({ json: JSON.stringify({ width, jpeg: await asAddress(blob) }) });
    },
    nothing: () => 1,
  };
  globalThis.benchSend = async (way, seen, frames) => {
    const totals = [];
    for (let frame = 0; frame < frames; frame += 1) {
      await moveOn();
      const startMs = performance.now();
      const bytes = await ways[way](seen);
      if (!(bytes > 0)) throw new Error(way + ': no pixels arrived');
      totals.push(performance.now() - startMs);
    }
    return totals;
  };
})()`;

/** How the product sent a frame: the parcels of each message, and whether it held a `VideoFrame` meanwhile. */
export interface SeenMessages {
  readonly messages: readonly (readonly Parcel[])[];
  readonly isHeld: boolean;
}

/** What the product was seen to send for a frame. */
export function messagesOf({ calls }: FrameCalls): SeenMessages {
  const messages = calls.map(({ parcels }) => parcels).filter((parcels) => parcels.length > 0);
  const source = calls.findLast(({ kind }) => kind !== 'post' && kind !== 'Blob')?.kind;
  const isHeld = calls.some(({ kind }) => kind === 'VideoFrame') && (messages.length > 1 || source === 'copyTo');
  return { messages, isHeld };
}

/** Gets the page ready to send. The video must be paused. */
export async function prepareToSend(world: OurWorld): Promise<void> {
  await world.session.send('Performance.enable');
  await world.evaluate(SEND);
}

async function tasksMs({ session }: OurWorld): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value;
  if (seconds === undefined) throw new Error('the browser does not tell TaskDuration');
  return seconds * 1000;
}

/** Sends frames one after the other. */
export async function sendFrames(world: OurWorld, way: Transport, seen: SeenMessages, frames: number): Promise<Sent[]> {
  const beforeMs = await tasksMs(world);
  const totals = (await world.evaluate(
    `globalThis.benchSend(${JSON.stringify(way)}, ${JSON.stringify(seen)}, ${frames})`,
  )) as readonly number[];
  const threadMs = ((await tasksMs(world)) - beforeMs) / frames;
  return totals.map((totalMs) => ({ totalMs, threadMs }));
}
