import { kindAt, uint32At, type FileParts, type FileReading } from './reading.ts';

/** Segments or chunks looked at: a picture has a few dozen. */
const MOST_PARTS = 256;
const START_OF_SCAN = 0xda;
/** APP11, where JPEG keeps JUMBF boxes (ISO 19566-5). */
const APP11 = 0xeb;

const parts = (container: FileParts['container'], recordBytes: number): FileParts => ({
  container,
  recordBytes,
  xmp: undefined,
  tags: undefined,
  isInitSegment: false,
});

/** Walks the segments of a JPEG up to its pixels: what stands behind them is no part of it. Throws `RangeError` when they do not fit. */
export async function walkJpeg(file: FileReading): Promise<FileParts> {
  let recordBytes = 0;
  let at = 2;
  for (let count = 0; count < MOST_PARTS && at + 4 <= file.sizeBytes; count += 1) {
    const head = await file.read(at, 12);
    const marker = head[1] ?? 0;
    if (head[0] !== 0xff) throw new RangeError(`no JPEG segment at byte ${at}`);
    if (marker === START_OF_SCAN) return parts('jpeg', recordBytes);
    const byteCount = 2 + ((head[2] ?? 0) * 256 + (head[3] ?? 0));
    if (byteCount < 4) throw new RangeError('a JPEG segment without a length');
    // Two letters name the kind of box that APP11 holds.
    if (marker === APP11 && kindAt(head, 4).startsWith('JP')) recordBytes += byteCount;
    at += byteCount;
  }
  throw new RangeError('a JPEG without pixels');
}

/** Walks the chunks of a PNG to its end. Throws `RangeError` when they do not fit. */
export async function walkPng(file: FileReading): Promise<FileParts> {
  return walkChunks(file, { container: 'png', from: 8, lengthAt: 0, kindOffset: 4, overhead: 12, record: 'caBX' });
}

/** Walks the chunks of a WebP to its end. Throws `RangeError` when they do not fit. */
export async function walkWebp(file: FileReading): Promise<FileParts> {
  return walkChunks(file, { container: 'webp', from: 12, lengthAt: 4, kindOffset: 0, overhead: 8, record: 'C2PA' });
}

interface ChunkLayout {
  readonly container: 'png' | 'webp';
  readonly from: number;
  readonly lengthAt: number;
  readonly kindOffset: number;
  /** Bytes of a chunk besides its body. */
  readonly overhead: number;
  /** Kind of the chunk that holds the signed record. */
  readonly record: string;
}

async function walkChunks(file: FileReading, layout: ChunkLayout): Promise<FileParts> {
  let recordBytes = 0;
  let at = layout.from;
  for (let count = 0; at + 8 <= file.sizeBytes; count += 1) {
    if (count === MOST_PARTS) throw new RangeError(`more than ${MOST_PARTS} chunks`);
    const head = await file.read(at, 8);
    const kind = kindAt(head, layout.kindOffset);
    const body = lengthOf(head, layout);
    if (kind === layout.record) recordBytes += body;
    if (kind === 'IEND') break;
    at += body + layout.overhead;
  }
  return parts(layout.container, recordBytes);
}

/** WebP counts with the low byte first, and pads to an even length. */
function lengthOf(head: Uint8Array, { container, lengthAt }: ChunkLayout): number {
  if (container === 'png') return uint32At(head, lengthAt) ?? 0;
  const reversed = head.slice(lengthAt, lengthAt + 4).reverse();
  const length = uint32At(reversed, 0) ?? 0;
  return length + (length % 2);
}
