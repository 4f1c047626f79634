import type { Pixels } from '../../contracts/frame.ts';
import { grabVisible } from '../../platform/capture/grab-visible.ts';
import { thumbnailOf, thumbnailOfPicture } from '../../platform/capture/thumbnail.ts';
import { readPlayback } from '../../platform/page/playback.ts';
import type { Sighting } from './sighting.ts';

const isTopDocument = window === window.top;

/** What the page may not read is on the screen all the same, while it is in view. */
async function fromScreen(video: HTMLVideoElement): Promise<Pixels | undefined> {
  const shot = await grabVisible(video);
  if (!shot.ok) return undefined;
  try {
    return await thumbnailOfPicture(shot.value.picture);
  } finally {
    shot.value.picture.close();
  }
}

async function thumbnail({ video, eligibility }: Sighting): Promise<Pixels | undefined> {
  // A protected picture is black wherever it is copied to.
  if (readPlayback(video).isProtected) return undefined;
  const read = await thumbnailOf(video);
  if (read !== 'unreadable') return read;
  return isTopDocument && eligibility !== 'not-visible' ? fromScreen(video) : undefined;
}

let tail: Promise<unknown> = Promise.resolve();

/** Makes a small picture of a video for the popup, one after the other; it is kept nowhere on this side. */
export function thumbnailFor(sighting: Sighting): Promise<Pixels | undefined> {
  const made = tail.then(() => (sighting.life.signal.aborted ? undefined : thumbnail(sighting)));
  tail = made.catch(() => undefined);
  return made;
}
