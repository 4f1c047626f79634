import * as v from 'valibot';
import type { TrustList } from '../../contracts/trust.ts';

/**
 * A file of the extension's own, in the origin's private file system: `storage.local` could be written by content
 * scripts, which share a process with their page, and whoever writes this list decides whom to trust.
 */
const FILE = 'trust-lists.json';
const MOST_LISTS = 8;
const MOST_PEM = 512 * 1024;
const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

const listSchema = v.object({
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(120)),
  pem: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MOST_PEM)),
});
const listsSchema = v.pipe(v.array(listSchema), v.maxLength(MOST_LISTS));

/** The lists that the person added, in the order in which they are asked; none when they cannot be read. */
export async function readTrustLists(): Promise<readonly TrustList[]> {
  try {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle(FILE)).getFile();
    return v.parse(listsSchema, JSON.parse(await file.text()));
  } catch {
    return [];
  }
}

async function write(lists: readonly TrustList[]): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  const stream = await (await folder.getFileHandle(FILE, { create: true })).createWritable();
  await stream.write(JSON.stringify(lists));
  await stream.close();
}

/**
 * Adds the certificates of a PEM text as a list, in the place of one with the same name. Only the certificates are kept.
 * False when it holds none, is too long, or there are too many lists.
 */
export async function addTrustList(name: string, text: string): Promise<boolean> {
  const pem = (text.match(PEM) ?? []).join('\n');
  const others = (await readTrustLists()).filter((list) => list.name !== name);
  const lists = v.safeParse(listsSchema, [...others, { name, pem }]);
  if (lists.success) await write(lists.output);
  return lists.success;
}

export async function removeTrustList(name: string): Promise<void> {
  await write((await readTrustLists()).filter((list) => list.name !== name));
}
