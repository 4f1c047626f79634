import { connectFrames } from './connect-frames.ts';

/** What the detectors run on, once they ran; `undefined` when the engine does not answer. `wake` as for `connectFrames`. */
export async function askProvider(wake: () => Promise<unknown>): Promise<string | undefined> {
  const frames = connectFrames(wake);
  try {
    const versions = await frames.versions();
    return versions.ok ? versions.value.provider : undefined;
  } finally {
    frames.close();
  }
}
