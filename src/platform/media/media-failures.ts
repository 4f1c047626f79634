import type { Outcome } from '../../contracts/outcome.ts';

/** The bytes are here, but no picture comes out of them. */
export function undecodable(why: unknown): Outcome<never> {
  return { ok: false, failure: { code: 'page.undecodable', stage: 'sample', detail: messageOf(why) } };
}

/** The server will not hand over the bytes to us. `why` must not hold the address. */
export function mediaRefused(why: string): Outcome<never> {
  return { ok: false, failure: { code: 'page.media-refused', stage: 'sample', detail: why } };
}

const messageOf = (why: unknown): string => (why instanceof Error ? why.message : String(why));
