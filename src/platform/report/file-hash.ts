import { hex } from '../bytes.ts';

/** WebCrypto hashes in one piece only, so a file must fit into memory. */
const MOST_BYTES = 512 * 1024 * 1024;

/** SHA-256 of a file, hexadecimal; undefined when it is too large, or cannot be read any more. */
export async function hashFile(file: Blob): Promise<string | undefined> {
  if (file.size > MOST_BYTES) return undefined;
  try {
    return hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  } catch {
    return undefined;
  }
}
