import type { Box } from '../../contracts/face.ts';
import type { SampledFrame } from '../../contracts/frame.ts';
import type { Outcome } from '../../contracts/outcome.ts';
import { ContextLost } from '../messaging/ask-failures.ts';
import { ask } from '../messaging/ask.ts';
import { bitmapOf } from '../picture/picture-pixels.ts';
import { received } from '../picture/received.ts';

/** The part of a video that the viewport shows, CSS pixels as a picture of the tab has them (after pinch zoom). */
function visibleBox(video: HTMLVideoElement): Box {
  const { left, top, right, bottom } = video.getBoundingClientRect();
  const { scale, offsetLeft, offsetTop } = visualViewport ?? { scale: 1, offsetLeft: 0, offsetTop: 0 };
  const [width, height] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
  const clamp = (value: number, most: number): number => Math.min(Math.max(value * scale, 0), most);
  const x = clamp(left - offsetLeft, width);
  const y = clamp(top - offsetTop, height);
  return { x, y, width: clamp(right - offsetLeft, width) - x, height: clamp(bottom - offsetTop, height) - y };
}

/** Takes a video's picture from a picture of the visible tab. Only for the top document. The caller closes the picture. */
export async function grabVisible(video: HTMLVideoElement): Promise<Outcome<SampledFrame<ImageBitmap>>> {
  const mediaTimeMs = video.currentTime * 1000;
  try {
    const shot = await ask('content>background/capture-visible', { box: visibleBox(video), devicePixelRatio });
    if (!shot.ok) return shot;
    const picture = await bitmapOf(await received(shot.value));
    return { ok: true, value: { picture, mediaTimeMs, route: 'visible-tab', isNative: false } };
  } catch (problem) {
    const code = problem instanceof ContextLost ? 'platform.context-invalidated' : 'platform.host-lost';
    return { ok: false, failure: { code, stage: 'sample', detail: 'the tab could not be pictured' } };
  }
}
