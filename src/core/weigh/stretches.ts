/** Something seen at a player position. */
interface Timed {
  readonly mediaTimeMs: number;
}

/** Looks farther apart than this belong to different stretches: what happened in between is not known. */
export const STRETCH_GAP_MS = 2_000;
/** Longest stretch: shorter and one odd second decides, longer and a short swap is averaged away. */
export const LONGEST_STRETCH_MS = 10_000;
/** Looks that a stretch needs to speak for itself. */
export const FEWEST_IN_STRETCH = 3;

/** Stretches of a video that were looked at closely, each in order of time. Lone looks are in none of them. */
export function stretchesOf<Look extends Timed>(looks: readonly Look[]): Look[][] {
  const stretches: Look[][] = [];
  for (const look of looks.toSorted((a, b) => a.mediaTimeMs - b.mediaTimeMs)) {
    const current = stretches.at(-1);
    const [first, last] = [current?.[0], current?.at(-1)];
    const continues =
      first !== undefined &&
      last !== undefined &&
      look.mediaTimeMs - last.mediaTimeMs <= STRETCH_GAP_MS &&
      look.mediaTimeMs - first.mediaTimeMs < LONGEST_STRETCH_MS;
    if (continues) current?.push(look);
    else stretches.push([look]);
  }
  return stretches.filter(({ length }) => length >= FEWEST_IN_STRETCH);
}
