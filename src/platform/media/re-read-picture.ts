/** Larger pictures are not worth the wait. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads the picture at an address again, without cookies, referrer or credentials, as media are. Undefined when its
 * server will not hand it over, it is no picture, or it is too large.
 */
export async function reReadPicture(address: string): Promise<File | undefined> {
  try {
    const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok || !type.startsWith('image/') || Number(response.headers.get('content-length')) > MOST_BYTES) {
      return undefined;
    }
    return new File([await response.blob()], nameOf(address), { type });
  } catch {
    return undefined;
  }
}

const nameOf = (address: string): string => decodeURI(new URL(address).pathname.split('/').at(-1) ?? '') || address;
