/** So many characters are compared by eye: 128 bits, which nobody finds a second key for. */
const SHOWN = 32;

/** A fingerprint as people compare it: groups of four. */
export function shownFingerprint(sha256: string): string {
  return (sha256.slice(0, SHOWN).match(/.{1,4}/g) ?? []).join(' ');
}
