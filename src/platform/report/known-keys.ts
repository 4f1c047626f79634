import { inStore } from './report-store.ts';

/** The name that the person gave to a key; undefined when they never did. */
export const nameOfKey = (fingerprint: string): Promise<string | undefined> =>
  inStore('names', 'readonly', (names): IDBRequest<string | undefined> => names.get(fingerprint));

/** Remembers whose key it is. */
export async function nameKey(fingerprint: string, name: string): Promise<void> {
  await inStore('names', 'readwrite', (names) => names.put(name, fingerprint));
}

/** Forgets whose key it was. */
export async function forgetKey(fingerprint: string): Promise<void> {
  await inStore('names', 'readwrite', (names) => names.delete(fingerprint));
}
