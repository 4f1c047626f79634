/** What one reading may cost. A file that would cost more is "not readable", never "nothing there". */
export const LIMITS = {
  /** Read at once, in the hope that all headers are in it. */
  firstBytes: 64 * 1024,
  /** Read at least, wherever else in the file. */
  laterBytes: 4 * 1024,
  /** All that may be read to find out whether there is a record, and for tags. */
  lookBytes: 1024 * 1024,
  /** A whole file with a record: its hash covers all of it. */
  wholeBytes: 64 * 1024 * 1024,
  /** The record itself, with all records inside it. */
  recordBytes: 8 * 1024 * 1024,
  /** The box of a video's tags. */
  tagBytes: 512 * 1024,
  xmpBytes: 256 * 1024,
  /** Pieces of a stream looked at to find its beginning. */
  segments: 8,
  /** One reading, from its turn to its end. */
  deadlineMs: 20_000,
  /** A worker without work is ended: WebAssembly never gives memory back. */
  idleMs: 30_000,
  /** A worker that came to hold more is ended after its answer. */
  memoryBytes: 256 * 1024 * 1024,
} as const;

/** The reading stopped because something was refused, too large or cut off. The message holds no address. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
