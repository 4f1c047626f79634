/** One look a second: the face changes little in between, and strong signs need looks a second apart. */
const LOOK_EVERY_MS = 1_000;
/** A clip of a second or two still gets several looks, so that one odd frame decides nothing. */
const FEWEST = 4;
/** About ten seconds of work on two cores; a longer video is looked at this often, evenly spread. */
const MOST = 64;

/** At which player positions to look at a file, ms: the middles of equal stretches. A still, or a video of unknown length, once. */
export function chooseTimes(durationMs: number): readonly number[] {
  if (!(durationMs > 0) || !Number.isFinite(durationMs)) return [0];
  const count = Math.min(MOST, Math.max(FEWEST, Math.ceil(durationMs / LOOK_EVERY_MS)));
  return Array.from({ length: count }, (_none, index) => ((index + 0.5) * durationMs) / count);
}
