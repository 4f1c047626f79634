import { kindAt, uint32At, type FileParts, type FileReading, type Stretch } from './reading.ts';

/** One box of an ISO media file, as its header gives it. `byteCount` covers the header. */
interface Box extends Stretch {
  readonly kind: string;
  readonly headerBytes: number;
  /** Extended type of a `uuid` box, hexadecimal. */
  readonly uuid: string;
}

/** Box types of C2PA (2.2, A.5) and Adobe's XMP (part 3, 1.2.7). */
const RECORD_UUID = 'd8fec3d61b0e483c92975828877ec481';
const XMP_UUID = 'be7acfcb97a942e89c71999491e3afac';
/** A file of one piece has a handful of boxes; one of many pieces is left at its first piece. */
const MOST_BOXES = 48;
const HEADER_BYTES = 32;

/**
 * Walks the top-level boxes of an mp4, never into their pictures. A file in pieces is walked up to its first `moof`:
 * its record stands before that (C2PA 2.2, A.5.3). Throws `RangeError` for boxes that do not fit.
 */
export async function walkBoxes(file: FileReading): Promise<FileParts> {
  let recordBytes = 0;
  let xmp: Stretch | undefined;
  let tags: Stretch | undefined;
  let hasPictures = false;
  let at = 0;
  for (let count = 0; at < file.sizeBytes; count += 1) {
    if (count === MOST_BOXES) throw new RangeError(`more than ${MOST_BOXES} boxes`);
    const box = readBox(await file.read(at, HEADER_BYTES), at, file.sizeBytes);
    if (box.kind === 'moof') {
      hasPictures = true;
      break;
    }
    if (box.kind === 'mdat') hasPictures = true;
    if (box.kind === 'moov') tags = { fromByte: box.fromByte, byteCount: box.byteCount };
    if (box.uuid === RECORD_UUID) recordBytes += box.byteCount;
    if (box.uuid === XMP_UUID) xmp = bodyOf(box);
    at += box.byteCount;
  }
  return { container: 'mp4', recordBytes, xmp, tags, isInitSegment: tags !== undefined && !hasPictures };
}

/** The body of a `uuid` box behind its 16 bytes of extended type. */
function bodyOf({ fromByte, byteCount, headerBytes }: Box): Stretch {
  const skipped = headerBytes + 16;
  return { fromByte: fromByte + skipped, byteCount: Math.max(0, byteCount - skipped) };
}

function readBox(header: Uint8Array, fromByte: number, sizeBytes: number): Box {
  const short = uint32At(header, 0);
  if (short === undefined) throw new RangeError(`no box at byte ${fromByte}`);
  const kind = kindAt(header, 4);
  const isLong = short === 1;
  const headerBytes = isLong ? 16 : 8;
  // 0 means: to the end of the file.
  const byteCount = isLong ? longSize(header) : short === 0 ? sizeBytes - fromByte : short;
  if (!(byteCount >= headerBytes)) throw new RangeError(`box ${kind} of ${byteCount} bytes`);
  const uuid = kind === 'uuid' ? hexOf(header.subarray(headerBytes, headerBytes + 16)) : '';
  return { kind, fromByte, byteCount, headerBytes, uuid };
}

const longSize = (header: Uint8Array): number => (uint32At(header, 8) ?? 0) * 2 ** 32 + (uint32At(header, 12) ?? 0);

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Width and height that the tracks of an init segment were made for, pixels, largest first; both 0 without a picture. */
export function trackSize(moov: Uint8Array): { readonly widthPx: number; readonly heightPx: number } {
  let largest = { widthPx: 0, heightPx: 0 };
  for (const trak of childrenOf(moov, 8, 'trak')) {
    for (const tkhd of childrenOf(trak, 8, 'tkhd')) {
      // The last two fields of the box, 16.16 fixed point.
      const widthPx = (uint32At(tkhd, tkhd.length - 8) ?? 0) / 65_536;
      const heightPx = (uint32At(tkhd, tkhd.length - 4) ?? 0) / 65_536;
      if (widthPx * heightPx > largest.widthPx * largest.heightPx) largest = { widthPx, heightPx };
    }
  }
  return largest;
}

function childrenOf(box: Uint8Array, from: number, kind: string): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = from; at + 8 <= box.length;) {
    const size = uint32At(box, at) ?? 0;
    if (size < 8) break;
    if (kindAt(box, at + 4) === kind) found.push(box.subarray(at, at + size));
    at += size;
  }
  return found;
}
