import type { OurWorld } from './our-world.ts';

/** A picture or a buffer inside a message. */
export interface Parcel {
  /** 0 for a buffer. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** 0 for a picture. */
  readonly bytes: number;
  /** A buffer that goes by name. */
  readonly isBlob: boolean;
}

/** A blocking call of the content script while it took a frame. */
export interface FrameCall {
  readonly kind: 'VideoFrame' | 'createImageBitmap' | 'copyTo' | 'drawImage' | 'getImageData' | 'Blob' | 'post';
  readonly ms: number;
  /** What a post carried. */
  readonly parcels: readonly Parcel[];
}

/** Everything that one sampled frame cost the page's main thread, in order. */
export interface FrameCalls {
  readonly calls: readonly FrameCall[];
  /** From the first call to the last answer on the port; `null` when none came. */
  readonly answeredMs: number | null;
}

/**
 * The blocking calls of a sampled frame, timed where they happen: from a picture taken off a video element to the next
 * one after a post. A profiler would be the usual tool, but V8's sampling one stretches these native calls twenty-fold
 * on two cores (measured: 7 ms became 170 ms).
 */
const TIME_CALLS = `(() => {
  const frames = [];
  globalThis.benchFrames = frames;
  let current;
  const note = (kind, startMs, source, parcels = []) => {
    const ms = performance.now() - startMs;
    const begins = source instanceof HTMLVideoElement && (current === undefined || current.isPosted);
    if (begins) frames.push((current = { startMs, isPosted: false, calls: [], answeredMs: null }));
    if (current === undefined) return;
    current.calls.push({ kind, ms, parcels });
    if (parcels.length > 0) current.isPosted = true;
  };
  const timed = (owner, name, kind = name) => {
    const call = owner[name];
    owner[name] = function (...asked) {
      const startMs = performance.now();
      const made = call.apply(this, asked);
      note(kind, startMs, asked[0]);
      return made;
    };
  };
  timed(globalThis, 'createImageBitmap');
  timed(VideoFrame.prototype, 'copyTo');
  for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
    timed(prototype, 'drawImage');
    timed(prototype, 'getImageData');
  }
  const Taken = VideoFrame;
  globalThis.VideoFrame = class extends Taken {
    constructor(...asked) {
      const startMs = performance.now();
      super(...asked);
      note('VideoFrame', startMs, asked[0]);
    }
  };
  const Named = Blob;
  globalThis.Blob = class extends Named {
    constructor(...asked) {
      const startMs = performance.now();
      super(...asked);
      note('Blob', startMs);
    }
  };
  const parcelsIn = (value, depth = 4) => {
    if (value instanceof ImageBitmap) return [{ widthPx: value.width, heightPx: value.height, bytes: 0, isBlob: false }];
    if (value instanceof Named) return [{ widthPx: 0, heightPx: 0, bytes: value.size, isBlob: true }];
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return [{ widthPx: 0, heightPx: 0, bytes: value.byteLength, isBlob: false }];
    if (typeof value !== 'object' || value === null || depth === 0) return [];
    return Object.values(value).flatMap((inner) => parcelsIn(inner, depth - 1));
  };
  const connect = chrome.runtime.connect;
  chrome.runtime.connect = (...asked) => {
    const port = connect.apply(chrome.runtime, asked);
    const post = port.postMessage;
    port.postMessage = (message) => {
      const parcels = parcelsIn(message);
      const startMs = performance.now();
      post.call(port, message);
      note('post', startMs, undefined, parcels);
    };
    port.onMessage.addListener(() => {
      if (current !== undefined) current.answeredMs = performance.now() - current.startMs;
    });
    return port;
  };
})()`;

/** Begins to time the content script's calls. Before its first frame: the port must not be open yet. */
export async function timeCalls(world: OurWorld): Promise<void> {
  await world.evaluate(TIME_CALLS);
}

/** The frames that were taken and posted so far. Throws when there is none. */
export async function readCalls(world: OurWorld): Promise<readonly FrameCalls[]> {
  const frames = (await world.evaluate('globalThis.benchFrames')) as readonly FrameCalls[];
  const posted = frames.filter(({ calls }) => calls.some(isPixelPost));
  if (posted.length === 0) throw new Error('no frame was sampled and posted while watching');
  return posted;
}

const isPixelPost = ({ parcels }: FrameCall): boolean => parcels.length > 0;
const sumOf = (calls: readonly FrameCall[]): number => calls.reduce((sum, { ms }) => sum + ms, 0);

/** What a frame cost up to its first post, which carries the picture for the face finder, and what its cuts cost after it. */
export function costOf({ calls }: FrameCalls): {
  readonly finderMs: number;
  readonly cutsMs: number;
  readonly totalMs: number;
} {
  const end = calls.findIndex(isPixelPost) + 1;
  const [finderMs, cutsMs] = [sumOf(calls.slice(0, end)), sumOf(calls.slice(end))];
  return { finderMs, cutsMs, totalMs: finderMs + cutsMs };
}

/** What a frame cost by kind of call. */
export function costByKind({ calls }: FrameCalls): Readonly<Partial<Record<FrameCall['kind'], number>>> {
  const costs: Partial<Record<FrameCall['kind'], number>> = {};
  for (const { kind, ms } of calls) costs[kind] = (costs[kind] ?? 0) + ms;
  return costs;
}
