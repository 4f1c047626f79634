import type { Facts, FactSubject, UnreadSource } from '../../contracts/fact.ts';
import type { TrustList } from '../../contracts/trust.ts';
import { NO_FACTS } from '../../core/facts/merge-facts.ts';
import { readRecord } from '../../facts/media-file/read-record.ts';
import { readSignedRecord, type SignedFile } from '../../platform/facts/c2pa-reader.ts';

/** The record of a file that has room for one. Rejects when it cannot be parsed. */
export async function factsOf(file: SignedFile, lists: readonly TrustList[], about: FactSubject): Promise<Facts> {
  const reading = await readSignedRecord(file, lists);
  if (reading === undefined) return NO_FACTS;
  const fact = readRecord(reading.json, about, reading.trustList);
  if (fact === undefined) return { known: [], unread: ['signed-record'] };
  return { known: [fact], unread: [] };
}

/** A file that is refused, too large or broken cannot be read. Rejects when the reader itself broke on it. */
export function unreadBecause(problem: unknown, unread: readonly UnreadSource[]): Facts {
  // Whatever WebAssembly held when it fell is in doubt: the worker says so by rejecting, and is ended.
  const isStackFull = problem instanceof RangeError && /call stack/i.test(problem.message);
  if (problem instanceof WebAssembly.RuntimeError || isStackFull) throw problem;
  return { known: [], unread };
}
