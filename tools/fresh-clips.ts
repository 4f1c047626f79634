import { makeFeedClips } from '../demo/make-clips.ts';

/** Vitest's global set-up: two files at once would both make the demo's clips, and build the studio under each other's feet. */
export async function setup(): Promise<void> {
  await makeFeedClips();
}
