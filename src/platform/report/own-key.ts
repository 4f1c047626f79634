import { toBase64 } from '../bytes.ts';
import { inStore } from './report-store.ts';
import { ALGORITHM, fingerprintOfKey } from './signatures.ts';

const NAME = 'own';

/** This device's key. Its private half cannot be read out of the browser, not even by us. */
export interface OwnKey {
  /** Base64 of its 32 bytes. */
  readonly publicKey: string;
  readonly fingerprint: string;
  /** Signs a text; base64. */
  readonly sign: (text: string) => Promise<string>;
}

/** Only we write there. */
const stored = async (): Promise<CryptoKeyPair | undefined> =>
  (await inStore('keys', 'readonly', (keys) => keys.get(NAME))) as CryptoKeyPair | undefined;

async function create(): Promise<CryptoKeyPair> {
  const made = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  try {
    await inStore('keys', 'readwrite', (keys) => keys.add(made, NAME));
    return made;
  } catch (problem) {
    // Another page of ours was faster.
    const theirs = await stored();
    if (theirs === undefined) throw problem;
    return theirs;
  }
}

async function described({ privateKey, publicKey }: CryptoKeyPair): Promise<OwnKey> {
  const bytes = await crypto.subtle.exportKey('raw', publicKey);
  return {
    publicKey: toBase64(bytes),
    fingerprint: await fingerprintOfKey(bytes),
    sign: async (text) => toBase64(await crypto.subtle.sign(ALGORITHM, privateKey, new TextEncoder().encode(text))),
  };
}

/** The key that signs this device's reports, made when it is first needed. */
export const ownKey = async (): Promise<OwnKey> => described((await stored()) ?? (await create()));

/** The fingerprint of this device's key; undefined while there is none. */
export async function ownFingerprint(): Promise<string | undefined> {
  const pair = await stored();
  return pair && (await described(pair)).fingerprint;
}
