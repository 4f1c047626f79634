import type { SampledFrame } from '../../contracts/frame.ts';
import type { Failure, FailureCode } from '../../contracts/failure.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { cleanWays } from '../picture/pixel-probe.ts';
import type { Picture } from '../picture/picture.ts';
import { pictureOf } from './picture-of.ts';
import { presentedFrame } from './presented-frame.ts';

const failed = (code: FailureCode, detail?: string): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, stage: 'sample', ...(detail === undefined ? {} : { detail }) },
});

/**
 * Takes the next frame that a video presents, straight from its element. The caller closes the picture.
 * Fails with `page.pixels-unreadable` when the page may not read it, `page.pixels-altered` when the browser changes what
 * it hands out, `page.video-gone` when no frame comes.
 */
export async function grabFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<Outcome<SampledFrame<Picture>>> {
  const clean = await cleanWays();
  const mediaTimeMs = await presentedFrame(video, signal);
  if (mediaTimeMs === undefined || signal.aborted) return failed('page.video-gone', 'no frame was presented');
  try {
    const taken = await pictureOf(video, clean);
    if (taken === undefined) return failed('page.pixels-altered', 'frames and canvases come back changed');
    return { ok: true, value: { ...taken, mediaTimeMs, route: 'element' } };
  } catch (problem) {
    const name = problem instanceof DOMException ? problem.name : 'Error';
    if (name === 'SecurityError') return failed('page.pixels-unreadable', name);
    // No picture in the element just now; a media that really broke says so in `error`.
    return name === 'InvalidStateError' ? failed('page.video-gone', name) : failed('page.undecodable', name);
  }
}
