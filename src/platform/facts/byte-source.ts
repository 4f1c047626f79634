import { LIMITS, Unreadable } from './limits.ts';

/** The bytes of one file, fetched only where they are asked for. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Shorter than asked only at the end. Rejects with `Unreadable`. */
  readonly read: (fromByte: number, byteCount: number) => Promise<Uint8Array<ArrayBuffer>>;
  /** The whole file. Rejects with `Unreadable` when it is too large, or not the same any more. */
  readonly whole: () => Promise<Blob>;
  /** Asked of a server so far. */
  readonly fetchedBytes: () => number;
}

/** A file that is here already. */
export function fileSource(file: Blob): ByteSource {
  return {
    sizeBytes: file.size,
    read: (fromByte, byteCount) => bytesOf(file.slice(fromByte, fromByte + byteCount)),
    whole: () => {
      if (file.size > LIMITS.wholeBytes) return Promise.reject(new Unreadable(`a file of ${file.size} bytes`));
      return Promise.resolve(file);
    },
    fetchedBytes: () => 0,
  };
}

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());

/** Asks for a range. `etag` names the version that is wanted. Rejects with `Unreadable`. */
type GetRange = (fromByte: number, toByte: number | undefined, etag?: string) => Promise<Response>;

/**
 * The media at an http(s) address, in ranges, without cookies, referrer or credentials. A server without ranges is read
 * from the beginning and no further than needed. Rejects with `Unreadable`.
 */
export async function addressSource(address: string): Promise<ByteSource> {
  if (!/^https?:\/\//i.test(address)) throw new Unreadable('not an http address');
  const get: GetRange = async (fromByte, toByte, etag) => {
    const response = await fetch(address, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: { range: `bytes=${fromByte}-${toByte ?? ''}`, ...(etag !== undefined && { 'if-range': etag }) },
    }).catch(() => {
      throw new Unreadable('no connection');
    });
    if (!response.ok) throw new Unreadable(`status ${response.status}`);
    return response;
  };
  const first = await get(0, LIMITS.firstBytes - 1);
  return first.status === 206 ? rangeSource(first, get) : streamSource(first);
}

interface Piece {
  readonly fromByte: number;
  readonly blob: Blob;
}

/** A server with ranges, from its first answer on. */
async function rangeSource(first: Response, get: GetRange): Promise<ByteSource> {
  const sizeBytes = Number(/\/(\d+)$/.exec(first.headers.get('content-range') ?? '')?.[1]);
  if (!Number.isSafeInteger(sizeBytes)) throw new Unreadable('a range without the size of the whole');
  const etag = first.headers.get('etag') ?? '';
  const strongEtag = etag.startsWith('"') ? etag : undefined;
  let fetched = 0;
  const body = async (response: Response, fromByte: number, toByte: number): Promise<Piece> => {
    const blob = await response.blob().catch(() => new Blob([]));
    fetched += blob.size;
    const isSame = response.status === 206 && response.headers.get('content-range')?.endsWith(`/${sizeBytes}`) === true;
    // A part of another version would make a sound record look broken.
    if (!isSame || blob.size !== toByte - fromByte) throw new Unreadable('it changed or was cut off while it was read');
    return { fromByte, blob };
  };
  const head = await body(first, 0, Math.min(sizeBytes, LIMITS.firstBytes));
  const pieces = [head];
  return {
    sizeBytes,
    fetchedBytes: () => fetched,
    read: async (fromByte, byteCount) => {
      const toByte = Math.min(fromByte + byteCount, sizeBytes);
      if (fromByte >= toByte) return new Uint8Array(0);
      let piece = pieces.find((one) => one.fromByte <= fromByte && toByte <= one.fromByte + one.blob.size);
      if (piece === undefined) {
        const endByte = Math.min(sizeBytes, Math.max(toByte, fromByte + LIMITS.laterBytes));
        if (fetched + endByte - fromByte > LIMITS.lookBytes) throw new Unreadable('too much to look through');
        piece = await body(await get(fromByte, endByte - 1, strongEtag), fromByte, endByte);
        pieces.push(piece);
      }
      return bytesOf(piece.blob.slice(fromByte - piece.fromByte, toByte - piece.fromByte));
    },
    whole: async () => {
      if (sizeBytes > LIMITS.wholeBytes) throw new Unreadable(`a file of ${sizeBytes} bytes`);
      const have = head.blob.size;
      if (have === sizeBytes) return head.blob;
      const rest = await body(await get(have, undefined, strongEtag), have, sizeBytes);
      return new Blob([head.blob, rest.blob]);
    },
  };
}

/** The one answer of a server that knows no ranges, taken in as far as anybody asks. */
function streamSource(response: Response): ByteSource {
  const reader = response.body?.getReader();
  const sizeBytes = Number(response.headers.get('content-length') ?? NaN);
  const isPacked = response.headers.has('content-encoding');
  // Without a length nobody can tell a whole file from one that was cut off.
  if (reader === undefined || !(sizeBytes > 0) || isPacked) throw new Unreadable('neither ranges nor a length');
  let have = new Blob([]);
  const fill = async (toByte: number, mostBytes: number): Promise<void> => {
    if (toByte > mostBytes) throw new Unreadable('too much to read without ranges');
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    for (let size = have.size; size < toByte;) {
      const { value } = await reader.read().catch(() => ({ value: undefined }));
      if (value === undefined) throw new Unreadable('the answer was cut off');
      chunks.push(value);
      size += value.byteLength;
    }
    have = new Blob([have, ...chunks]);
  };
  return {
    sizeBytes,
    fetchedBytes: () => have.size,
    read: async (fromByte, byteCount) => {
      const toByte = Math.min(fromByte + byteCount, sizeBytes);
      await fill(toByte, LIMITS.lookBytes);
      return bytesOf(have.slice(fromByte, toByte));
    },
    whole: async () => {
      await fill(sizeBytes, LIMITS.wholeBytes);
      return have.slice(0, sizeBytes);
    },
  };
}
