import type { SampledFrame } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import type { MediaReader } from './media-reader.ts';
import { openMedia } from './open-media.ts';

/** Media kept open between frames: each holds a cache and perhaps a connection. */
const MOST_OPEN = 4;
/** Longer than the pause between two frames of one video. */
const IDLE_MS = 20_000;
/** Opening and seeking together; a slow server must not hold up its asker for ever. */
const DEADLINE_MS = 12_000;

interface OpenSource {
  readonly opening: Promise<Outcome<MediaReader>>;
  readers: number;
  idleTimer: ReturnType<typeof setTimeout> | undefined;
}

/** Reads single frames of media by address. Media asked for lately stay open, so that a second frame is cheap. */
export type ReReadFrame = (mediaAddress: string, mediaTimeMs: number) => Promise<Outcome<SampledFrame<ImageBitmap>>>;

/** A reader with its own small set of open media. Fails as `openMedia`, or with `platform.deadline-passed`. */
export function createReReader(): ReReadFrame {
  const sources = new Map<string, OpenSource>();

  const close = (address: string): void => {
    const source = sources.get(address);
    if (source === undefined) return;
    sources.delete(address);
    clearTimeout(source.idleTimer);
    void source.opening.then((opened) => {
      if (opened.ok) opened.value.close();
    });
  };
  const closeOldest = (): void => {
    // A map lists its oldest entries first, and `take` moves what is used to the end.
    for (const [address, { readers }] of sources) {
      if (sources.size < MOST_OPEN) return;
      if (readers === 0) close(address);
    }
  };
  const take = (address: string): OpenSource => {
    const known = sources.get(address);
    if (known === undefined) closeOldest();
    const source = known ?? { opening: openMedia(address), readers: 0, idleTimer: undefined };
    clearTimeout(source.idleTimer);
    source.readers += 1;
    sources.delete(address);
    sources.set(address, source);
    return source;
  };

  return async (mediaAddress, mediaTimeMs) => {
    const source = take(mediaAddress);
    const frame = source.opening.then((opened) => (opened.ok ? opened.value.frameAt(mediaTimeMs) : opened));
    const outcome = await withinDeadline(frame);
    source.readers -= 1;
    if (!outcome.ok) close(mediaAddress);
    else if (source.readers === 0) source.idleTimer = setTimeout(() => close(mediaAddress), IDLE_MS);
    return outcome;
  };
}

async function withinDeadline(
  frame: Promise<Outcome<SampledFrame<ImageBitmap>>>,
): Promise<Outcome<SampledFrame<ImageBitmap>>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<Outcome<never>>((resolve) => {
    timer = setTimeout(() => {
      resolve({
        ok: false,
        failure: { code: 'platform.deadline-passed', stage: 'sample', detail: 're-reading media' },
      });
      void frame.then((late) => {
        if (late.ok) late.value.picture.close();
      });
    }, DEADLINE_MS);
  });
  const outcome = await Promise.race([frame, tooLate]);
  clearTimeout(timer);
  return outcome;
}
