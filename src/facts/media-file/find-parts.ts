import { kindAt, uint32At, type FileParts, type FileReading } from './reading.ts';
import { walkBoxes } from './walk-boxes.ts';
import { walkJpeg, walkPng, walkWebp } from './walk-picture.ts';

const EBML = 0x1a45dfa3;
/** First boxes of files, of pieces of streams, and of old QuickTime files. */
const FIRST_BOXES = ['ftyp', 'styp', 'moov', 'wide', 'free', 'skip', 'mdat', 'sidx', 'moof', 'uuid', 'emsg', 'prft'];

/**
 * Finds where a file keeps what it says of itself, by its own structure: names, types and stray bytes count for nothing.
 * `undefined` for a kind of file that is not known. Throws `RangeError` for one that is broken.
 */
export async function findParts(file: FileReading): Promise<FileParts | undefined> {
  const head = await file.read(0, 12);
  const first = uint32At(head, 0) ?? 0;
  if (FIRST_BOXES.includes(kindAt(head, 4))) return walkBoxes(file);
  // C2PA has no place in Matroska: neither the standard (2.2) nor c2pa-rs knows one.
  if (first === EBML)
    return { container: 'webm', recordBytes: 0, xmp: undefined, tags: undefined, isInitSegment: false };
  if (first >>> 8 === 0xffd8ff) return walkJpeg(file);
  if (first === 0x89504e47) return walkPng(file);
  if (kindAt(head, 0) === 'RIFF' && kindAt(head, 8) === 'WEBP') return walkWebp(file);
  return undefined;
}
