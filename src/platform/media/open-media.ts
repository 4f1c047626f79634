import {
  ALL_FORMATS,
  BlobSource,
  Input,
  UrlSource,
  VideoSampleSink,
  type InputVideoTrack,
  type Source,
} from 'mediabunny';
import type { PixelRoute } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { mediaRefused, undecodable } from './media-failures.ts';
import type { MediaReader } from './media-reader.ts';
import { isStill, openStill } from './still-reader.ts';

/** One more try, half a second later: a feed that moves on will not wait for a third. */
const RETRY_AFTER_S = 0.5;
const MOST_RETRIES = 1;
/** Bytes of one media file kept in memory. */
const MOST_CACHED_BYTES = 16 * 1024 * 1024;

/** A source of bytes, and what its server said when it would not give them. */
interface OpenedSource {
  readonly source: Source;
  readonly refusal: () => string | undefined;
  readonly route: PixelRoute;
}

/**
 * Opens a file, or the media at an http(s) address: in pieces, without cookies, referrer or credentials.
 *
 * Fails with `page.media-refused` when the server will not hand it over, or the address is of another kind, and with
 * `page.undecodable` when it holds no video that this browser can decode.
 */
export async function openMedia(from: Blob | string): Promise<Outcome<MediaReader>> {
  if (typeof from !== 'string') {
    if (await isStill(from)) return openStill(from);
    return openVideo({ source: new BlobSource(from), refusal: () => undefined, route: 'file' });
  }
  return /^https?:\/\//i.test(from) ? openVideo(remoteSource(from)) : mediaRefused('not an http address');
}

function remoteSource(address: string): OpenedSource {
  let refusal: string | undefined;
  const fetchAndListen: typeof fetch = async (request, init) => {
    try {
      const response = await fetch(request, init);
      refusal = response.ok ? undefined : `status ${response.status}`;
      return response;
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) refusal = 'no connection';
      throw error;
    }
  };
  const source = new UrlSource(address, {
    requestInit: { credentials: 'omit', referrerPolicy: 'no-referrer' },
    getRetryDelay: (attempts) => (attempts <= MOST_RETRIES && refusal === 'no connection' ? RETRY_AFTER_S : null),
    maxCacheSize: MOST_CACHED_BYTES,
    fetchFn: fetchAndListen,
    handleUnhandledError: () => undefined,
  });
  return { source, refusal: () => refusal, route: 're-read' };
}

async function openVideo(opened: OpenedSource): Promise<Outcome<MediaReader>> {
  const input = new Input({ source: opened.source, formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track !== null && (await track.canDecode())) {
      return { ok: true, value: await readerOf(input, track, opened) };
    }
    input.dispose();
    return undecodable(track === null ? 'it has no video track' : `no decoder for ${(await track.getCodec()) ?? 'it'}`);
  } catch (error) {
    input.dispose();
    return whyNot(opened, error);
  }
}

async function readerOf(input: Input, track: InputVideoTrack, opened: OpenedSource): Promise<MediaReader> {
  const startS = await track.getFirstTimestamp();
  const endS = (await track.getDurationFromMetadata()) ?? (await track.computeDuration());
  const widthPx = await track.getDisplayWidth();
  const heightPx = await track.getDisplayHeight();
  const codedPx = (await track.getCodedWidth()) * (await track.getCodedHeight());
  const sink = new VideoSampleSink(track);
  const frameAt: MediaReader['frameAt'] = async (mediaTimeMs) => {
    try {
      const sample = await sink.getSample(Math.max(startS, mediaTimeMs / 1000));
      if (sample === null) return undecodable(`no frame at ${mediaTimeMs} ms`);
      try {
        const canvas = new OffscreenCanvas(widthPx, heightPx);
        const context = canvas.getContext('2d');
        if (context === null) return undecodable('this browser has no 2d canvas off screen');
        sample.draw(context, 0, 0, widthPx, heightPx);
        const picture = canvas.transferToImageBitmap();
        // Pixels that are not square were stretched for showing.
        const isNative = widthPx * heightPx === codedPx;
        const timeMs = Math.max(0, sample.timestamp * 1000);
        return { ok: true, value: { picture, mediaTimeMs: timeMs, route: opened.route, isNative } };
      } finally {
        sample.close();
      }
    } catch (error) {
      return whyNot(opened, error);
    }
  };
  return { durationMs: endS * 1000, widthPx, heightPx, frameAt, close: () => input.dispose() };
}

function whyNot({ refusal }: OpenedSource, error: unknown): Outcome<never> {
  const refused = refusal();
  return refused === undefined ? undecodable(error) : mediaRefused(refused);
}
