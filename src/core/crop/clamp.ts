/** A number held to 0 … `most`. */
export const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
