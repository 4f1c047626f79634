import type { Facts } from '../../contracts/fact.ts';
import type { FactsMedia } from '../../contracts/messages.ts';
import type { TrustList } from '../../contracts/trust.ts';
import { mergeFacts, NO_FACTS } from '../../core/facts/merge-facts.ts';
import { declaredByTags } from '../../facts/media-file/declared-by-tags.ts';
import { findParts } from '../../facts/media-file/find-parts.ts';
import type { FileParts } from '../../facts/media-file/reading.ts';
import { trackSize } from '../../facts/media-file/walk-boxes.ts';
import { UNREAD_ANSWER } from '../../platform/facts/facts-wire.ts';
import { addressSource, type ByteSource } from '../../platform/facts/byte-source.ts';
import { videoTags } from '../../platform/facts/embedded-tags.ts';
import { LIMITS } from '../../platform/facts/limits.ts';
import { factsOf, unreadBecause } from './facts-of-record.ts';

type Stream = Extract<FactsMedia, { kind: 'segments' }>;

interface Piece {
  readonly address: string;
  readonly source: ByteSource;
  readonly parts: FileParts;
}

/** Sizes differ by a little where a codec rounds up to whole blocks. */
const ROUNDED_BY_PX = 16;
const UNREAD = UNREAD_ANSWER.facts;

/**
 * Reads the beginning of a stream and one of its pieces, from the addresses that the page fetched. Only a sound record
 * is told: one that does not fit may only mean that beginning and piece belong to different qualities.
 */
export async function readStreamFacts(
  stream: Stream,
  lists: readonly TrustList[],
  onFetched: (bytes: number) => void,
): Promise<Facts> {
  const pieces: Piece[] = [];
  try {
    let beginning: Piece | undefined;
    for (const address of stream.addresses.slice(0, LIMITS.segments)) {
      const source = await addressSource(address);
      const parts = await findParts(source);
      if (parts?.container !== 'mp4') continue;
      const piece = { address, source, parts };
      pieces.push(piece);
      beginning ??= (await isBeginningOf(piece, stream)) ? piece : undefined;
      const next = beginning === undefined ? undefined : pieceAfter(beginning, pieces);
      if (beginning !== undefined && next !== undefined) return await factsOfPair(beginning, next, lists);
    }
    return UNREAD;
  } catch (problem) {
    return unreadBecause(problem, UNREAD.unread);
  } finally {
    onFetched(pieces.reduce((sum, { source }) => sum + source.fetchedBytes(), 0));
  }
}

async function isBeginningOf({ source, parts }: Piece, { widthPx, heightPx }: Stream): Promise<boolean> {
  const { tags, isInitSegment } = parts;
  if (!isInitSegment || tags === undefined || tags.byteCount > LIMITS.tagBytes) return false;
  const made = trackSize(await source.read(tags.fromByte, tags.byteCount));
  return Math.abs(made.widthPx - widthPx) < ROUNDED_BY_PX && Math.abs(made.heightPx - heightPx) < ROUNDED_BY_PX;
}

/** A piece with pictures from the folder of the beginning: qualities are kept in folders of their own. */
function pieceAfter(beginning: Piece, pieces: readonly Piece[]): Piece | undefined {
  return pieces.find(
    ({ address, parts }) => parts.tags === undefined && folderOf(address) === folderOf(beginning.address),
  );
}

const folderOf = (address: string): string => new URL('.', address).href;

async function factsOfPair(beginning: Piece, next: Piece, lists: readonly TrustList[]): Promise<Facts> {
  const { source, parts } = beginning;
  const { tags } = parts;
  const fact =
    tags === undefined
      ? undefined
      : declaredByTags(await videoTags(await source.read(tags.fromByte, tags.byteCount)), 'media');
  const declared: Facts = { known: fact === undefined ? [] : [fact], unread: [] };
  const record = parts.recordBytes === 0 ? NO_FACTS : await recordOfPair(source, next.source, lists);
  return mergeFacts([declared, record]);
}

async function recordOfPair(init: ByteSource, fragment: ByteSource, lists: readonly TrustList[]): Promise<Facts> {
  const pair = { mimeType: 'video/mp4', init: await init.whole(), fragment: await fragment.whole() };
  const facts = await factsOf(pair, lists, 'media');
  const isSound = facts.known.every((one) => one.source !== 'signed-record' || one.state !== 'broken');
  return isSound ? facts : { known: [], unread: ['signed-record'] };
}
