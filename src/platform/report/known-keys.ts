import { inStore } from './report-store.ts';

/** The name that the person gave to a key; undefined when they never did. */
export async function nameOfKey(fingerprint: string): Promise<string | undefined> {
  const name = await inStore('names', 'readonly', (names) => names.get(fingerprint));
  return typeof name === 'string' ? name : undefined;
}

/** Remembers whose key it is. */
export async function nameKey(fingerprint: string, name: string): Promise<void> {
  await inStore('names', 'readwrite', (names) => names.put(name, fingerprint));
}

/** Forgets whose key it was. */
export async function forgetKey(fingerprint: string): Promise<void> {
  await inStore('names', 'readwrite', (names) => names.delete(fingerprint));
}
