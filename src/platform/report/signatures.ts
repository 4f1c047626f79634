import { fromBase64, hex } from '../bytes.ts';

/** Of Ed25519. */
export const ALGORITHM = 'Ed25519';

/** Fingerprint of a raw public key: its SHA-256, hexadecimal. */
export const fingerprintOfKey = async (publicKey: BufferSource): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', publicKey));

async function importKey(publicKey: string): Promise<CryptoKey | undefined> {
  const bytes = fromBase64(publicKey);
  try {
    return bytes && (await crypto.subtle.importKey('raw', bytes, ALGORITHM, true, ['verify']));
  } catch {
    return undefined;
  }
}

/** Fingerprint of a base64 public key; undefined when it is none. */
export async function fingerprintOf(publicKey: string): Promise<string | undefined> {
  const key = await importKey(publicKey);
  return key && fingerprintOfKey(await crypto.subtle.exportKey('raw', key));
}

/** Whether that key signed that text. False also for a key or a signature that is none. */
export async function isSigned(publicKey: string, signature: string, text: string): Promise<boolean> {
  const key = await importKey(publicKey);
  const bytes = fromBase64(signature);
  if (key === undefined || bytes === undefined) return false;
  return crypto.subtle.verify(ALGORITHM, key, bytes, new TextEncoder().encode(text));
}
