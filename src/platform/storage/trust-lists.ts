import * as v from 'valibot';
import type { TrustList } from '../../contracts/trust.ts';

/**
 * Files of the extension's own, in the origin's private file system: `storage.local` could be written by content
 * scripts, which share a process with their page, and whoever writes these lists decides whom to trust.
 */
const FILES = {
  /** What the person added. */
  own: 'trust-lists.json',
  /** What the policy gives, kept for the offscreen document, which cannot read policies. */
  policy: 'policy-trust-lists.json',
} as const;
type Giver = keyof typeof FILES;
const MOST_LISTS = 8;
const MOST_PEM = 512 * 1024;
const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

const listSchema = v.object({
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(120)),
  pem: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MOST_PEM)),
});
const listsSchema = v.pipe(v.array(listSchema), v.maxLength(MOST_LISTS));

/** Only the certificates of a PEM text. */
const certificatesIn = (text: string): string => (text.match(PEM) ?? []).join('\n');

/** Lists as a policy gives them: of each text only the certificates are kept, and there must be some. */
export const givenListsSchema: v.GenericSchema<unknown, readonly TrustList[]> = v.pipe(
  v.array(
    v.pipe(
      v.object({ name: v.string(), pem: v.string() }),
      v.transform(({ name, pem }) => ({ name: name.trim(), pem: certificatesIn(pem) })),
      listSchema,
    ),
  ),
  v.maxLength(MOST_LISTS),
);

async function readLists(giver: Giver): Promise<readonly TrustList[]> {
  try {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle(FILES[giver])).getFile();
    return v.parse(listsSchema, JSON.parse(await file.text()));
  } catch {
    return [];
  }
}

/** The lists that the person added, in the order in which they are asked; none when they cannot be read. */
export const readTrustLists = (): Promise<readonly TrustList[]> => readLists('own');

/** The lists that the policy gave when it was last seen. */
export const readPolicyTrustLists = (): Promise<readonly TrustList[]> => readLists('policy');

async function write(giver: Giver, lists: readonly TrustList[]): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  const stream = await (await folder.getFileHandle(FILES[giver], { create: true })).createWritable();
  await stream.write(JSON.stringify(lists));
  await stream.close();
}

/** Puts the policy's lists in the place of those it gave before. */
export const keepPolicyTrustLists = (lists: readonly TrustList[]): Promise<void> => write('policy', lists);

/**
 * Adds the certificates of a PEM text as a list, in the place of one with the same name. Only the certificates are kept.
 * False when it holds none, is too long, or there are too many lists.
 */
export async function addTrustList(name: string, text: string): Promise<boolean> {
  const pem = certificatesIn(text);
  const others = (await readTrustLists()).filter((list) => list.name !== name);
  const lists = v.safeParse(listsSchema, [...others, { name, pem }]);
  if (lists.success) await write('own', lists.output);
  return lists.success;
}

export async function removeTrustList(name: string): Promise<void> {
  await write(
    'own',
    (await readTrustLists()).filter((list) => list.name !== name),
  );
}
