import * as v from 'valibot';
import browser from 'webextension-polyfill';

/** storage.session: in memory, and the address appears in no history. */
const keyOf = (name: string): string => `picture:${name}`;
const addressSchema = v.pipe(v.string(), v.maxLength(8192), v.regex(/^https?:\/\//i));

/** Puts a picture's address where the page "Check a file" can take it once. Answers with its name; undefined for another kind of address. */
export async function handOverPicture(address: string): Promise<string | undefined> {
  if (!v.is(addressSchema, address)) return undefined;
  const name = crypto.randomUUID();
  await browser.storage.session.set({ [keyOf(name)]: address });
  return name;
}

/** Takes a picture's address. Undefined when it was taken before, or the browser restarted. */
export async function takeHandedPicture(name: string): Promise<string | undefined> {
  const key = keyOf(name);
  const { [key]: address } = await browser.storage.session.get(key);
  await browser.storage.session.remove(key);
  return v.is(addressSchema, address) ? address : undefined;
}
