import * as v from 'valibot';
import type { Disagreement, KeptDisagreement } from '../../contracts/disagreement.ts';
import { keptDisagreementsSchema } from './disagreement-schema.ts';

/**
 * A file of the extension's own, in the origin's private file system: content scripts can read `storage.local`, and
 * nobody's page shall learn on which other sites somebody disagreed.
 */
const FILE = 'disagreements.json';
/** Beyond so many the oldest go. */
const MOST_KEPT = 500;

let tail: Promise<unknown> = Promise.resolve();

function inTurn<Value>(step: () => Promise<Value>): Promise<Value> {
  const turn = tail.then(step);
  tail = turn.catch(() => undefined);
  return turn;
}

/** All that the person said, oldest first; none when it cannot be read. */
export async function readDisagreements(): Promise<readonly KeptDisagreement[]> {
  try {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle(FILE)).getFile();
    return v.parse(keptDisagreementsSchema, JSON.parse(await file.text())) as unknown as readonly KeptDisagreement[];
  } catch {
    return [];
  }
}

async function write(kept: readonly KeptDisagreement[]): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  const stream = await (await folder.getFileHandle(FILE, { create: true })).createWritable();
  await stream.write(JSON.stringify(kept));
  await stream.close();
}

/** Keeps a disagreement and answers with its name. */
export function keepDisagreement(said: Disagreement, extension: string): Promise<string> {
  return inTurn(async () => {
    const kept = { ...said, id: crypto.randomUUID(), saidAt: new Date().toISOString(), extension };
    await write([...(await readDisagreements()), kept].slice(-MOST_KEPT));
    return kept.id;
  });
}

/** Forgets one. */
export function withdrawDisagreement(id: string): Promise<void> {
  return inTurn(async () => write((await readDisagreements()).filter((kept) => kept.id !== id)));
}
