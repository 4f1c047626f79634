/** Bytes as hexadecimal text. */
export const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Bytes as base64. Not for large ones: each is an argument on the stack. */
export const toBase64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

/** The bytes of a base64 text; undefined when it is none, or not spelt the one usual way. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const characters = atob(text);
    return btoa(characters) === text ? Uint8Array.from(characters, (one) => one.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}
