/** Reads bytes of one file. Shorter than asked only at the file's end. Rejects when a limit or the network stops it. */
export interface FileReading {
  readonly sizeBytes: number;
  readonly read: (fromByte: number, byteCount: number) => Promise<Uint8Array>;
}

/** A stretch of a file. */
export interface Stretch {
  readonly fromByte: number;
  readonly byteCount: number;
}

/** Kinds of file that can carry a declaration. */
export type ContainerKind = 'mp4' | 'webm' | 'jpeg' | 'png' | 'webp';

/** Where a file keeps what it says of itself. */
export interface FileParts {
  readonly container: ContainerKind;
  /** Bytes of the signed record where the container keeps such records; 0 when there is none. */
  readonly recordBytes: number;
  /** An XMP packet in a box of its own. Pictures keep theirs where the tag library finds it. */
  readonly xmp: Stretch | undefined;
  /** The box with the tags of a video. */
  readonly tags: Stretch | undefined;
  /** A beginning without pictures: the first piece of a stream. */
  readonly isInitSegment: boolean;
}

/** Four bytes as Latin-1. */
export function kindAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** Big-endian unsigned integer of four bytes; `undefined` past the end. */
export function uint32At(bytes: Uint8Array, at: number): number | undefined {
  if (at < 0 || at + 4 > bytes.length) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
}
