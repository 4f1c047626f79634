import type { Fact, Facts, FactSubject } from '../../contracts/fact.ts';
import type { FactsMedia } from '../../contracts/messages.ts';
import type { TrustList } from '../../contracts/trust.ts';
import { mergeFacts, NO_FACTS } from '../../core/facts/merge-facts.ts';
import { declaredByTags, type FileTag } from '../../facts/media-file/declared-by-tags.ts';
import { findParts } from '../../facts/media-file/find-parts.ts';
import type { ContainerKind, FileParts } from '../../facts/media-file/reading.ts';
import { UNREAD_ANSWER } from '../../platform/facts/facts-wire.ts';
import { addressSource, fileSource, type ByteSource } from '../../platform/facts/byte-source.ts';
import { videoTags, xmpTags } from '../../platform/facts/embedded-tags.ts';
import { LIMITS, Unreadable } from '../../platform/facts/limits.ts';
import { factsOf, unreadBecause } from './facts-of-record.ts';
import { readStreamFacts } from './read-stream-facts.ts';

const MIME_TYPES: Readonly<Record<Exclude<ContainerKind, 'webm'>, string>> = {
  mp4: 'video/mp4',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** Reads what a file says of itself, and its poster where the media says nothing signed. */
export async function readMediaFacts(
  media: FactsMedia,
  lists: readonly TrustList[],
  onFetched: (bytes: number) => void,
): Promise<Facts> {
  if (media.kind === 'segments') return readStreamFacts(media, lists, onFetched);
  const found = await readOne(() => open(media), lists, 'media', onFetched);
  const { posterAddress } = media;
  if (posterAddress === undefined || found.known.some(({ source }) => source === 'signed-record')) return found;
  const poster = await readOne(() => addressSource(posterAddress), lists, 'poster', onFetched);
  // A poster that cannot be read says nothing about the video, so nothing is missed.
  return mergeFacts([found, { known: poster.known, unread: [] }]);
}

const open = (media: Exclude<FactsMedia, { kind: 'segments' }>): Promise<ByteSource> =>
  media.kind === 'file' ? Promise.resolve(fileSource(media.file)) : addressSource(media.address);

async function readOne(
  opened: () => Promise<ByteSource>,
  lists: readonly TrustList[],
  about: FactSubject,
  onFetched: (bytes: number) => void,
): Promise<Facts> {
  let source: ByteSource | undefined;
  try {
    source = await opened();
    const parts = await findParts(source);
    if (parts === undefined) return UNREAD_ANSWER.facts;
    const tags = await readTags(source, parts, about);
    const record = await readRecordOf(source, parts, lists, about);
    return mergeFacts([tags, record]);
  } catch (problem) {
    return unreadBecause(problem, ['signed-record', 'file']);
  } finally {
    onFetched(source?.fetchedBytes() ?? 0);
  }
}

async function readRecordOf(
  source: ByteSource,
  { container, recordBytes }: FileParts,
  lists: readonly TrustList[],
  about: FactSubject,
): Promise<Facts> {
  if (recordBytes === 0 || container === 'webm') return NO_FACTS;
  try {
    if (recordBytes > LIMITS.recordBytes) throw new Unreadable(`a record of ${recordBytes} bytes`);
    return await factsOf({ mimeType: MIME_TYPES[container], whole: await source.whole() }, lists, about);
  } catch (problem) {
    return unreadBecause(problem, ['signed-record']);
  }
}

async function readTags(source: ByteSource, parts: FileParts, about: FactSubject): Promise<Facts> {
  try {
    const fact = declaredByTags(await tagsOf(source, parts), about);
    const known: readonly Fact[] = fact === undefined ? [] : [fact];
    return { known, unread: [] };
  } catch (problem) {
    return unreadBecause(problem, ['file']);
  }
}

async function tagsOf(source: ByteSource, { container, xmp, tags }: FileParts): Promise<readonly FileTag[]> {
  // No generator is known to write its name into a WebM file.
  if (container === 'webm') return [];
  if (container !== 'mp4') return xmpTags(await source.read(0, LIMITS.firstBytes));
  const packet = xmp !== undefined && xmp.byteCount <= LIMITS.xmpBytes ? xmpTags(await readAll(source, xmp)) : [];
  if (tags === undefined || tags.byteCount > LIMITS.tagBytes) return packet;
  return [...packet, ...(await videoTags(await readAll(source, tags)))];
}

const readAll = (source: ByteSource, { fromByte, byteCount }: { fromByte: number; byteCount: number }) =>
  source.read(fromByte, byteCount);
