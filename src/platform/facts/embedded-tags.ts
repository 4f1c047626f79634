import { DOMParser } from '@xmldom/xmldom';
import ExifReader from 'exifreader';
import { BlobSource, Input, MP4, QTFF } from 'mediabunny';

/** One field of a file and its text. */
interface Tag {
  readonly field: string;
  readonly text: string;
}

/** A broken packet is read as far as it goes, in silence. */
const domParser = new DOMParser({ onError: () => undefined });

/** The fields of an XMP packet, or of the XMP and IPTC parts of a picture's head. Throws for bytes of another kind. */
export function xmpTags(bytes: Uint8Array<ArrayBuffer>): readonly Tag[] {
  const { xmp } = ExifReader.load(bytes.slice().buffer, { expanded: true, includeTags: { xmp: true }, domParser });
  return Object.entries(xmp ?? {}).flatMap(([field, tag]): Tag[] => {
    if (typeof tag === 'string') return [];
    const text = textOf(tag.value);
    return text === undefined ? [] : [{ field, text }];
  });
}

/** A list of one counts as its only member, as XMP writers do either. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const [only, ...more] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (only === undefined || more.length > 0 || typeof only !== 'object') return undefined;
  const inner = (only as { readonly value?: unknown } | null)?.value;
  return typeof inner === 'string' ? inner : undefined;
}

/** A file type box, so that the tags' box by itself passes for a file: `isom`. */
const FILE_TYPE = new Uint8Array([0, 0, 0, 16, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d, 0, 0, 2, 0]);

/** The tags in the `moov` box of an mp4, the whole box. Rejects for bytes of another kind. */
export async function videoTags(moov: Uint8Array<ArrayBuffer>): Promise<readonly Tag[]> {
  const input = new Input({ source: new BlobSource(new Blob([FILE_TYPE, moov])), formats: [MP4, QTFF] });
  try {
    const { raw } = await input.getMetadataTags();
    return Object.entries(raw ?? {}).flatMap(([field, text]) => (typeof text === 'string' ? [{ field, text }] : []));
  } finally {
    input.dispose();
  }
}
