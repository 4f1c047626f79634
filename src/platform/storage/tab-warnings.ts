import * as v from 'valibot';
import browser from 'webextension-polyfill';

/** storage.session, one key a tab: it lives as long as the browser runs, not as long as the service worker. */
const warningsKey = (tabId: number): string => `warnings:${String(tabId)}`;

/** Strong warnings by frame. A frame that loads another document starts anew. */
const warningsSchema = v.record(
  v.string(),
  v.object({ documentId: v.string(), warnings: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
);
type Warnings = v.InferOutput<typeof warningsSchema>;

/** Where a count comes from. */
export interface WarningSource {
  readonly tabId: number;
  /** 0 is the top document. */
  readonly frameId: number;
  readonly documentId: string;
}

let tail: Promise<unknown> = Promise.resolve();

function inTurn<Value>(step: () => Promise<Value>): Promise<Value> {
  const turn = tail.then(step);
  tail = turn.catch(() => undefined);
  return turn;
}

/** Notes one document's count. Another top document than before takes all counts of the old page with it. */
export function withCount(before: Warnings, { frameId, documentId }: WarningSource, warnings: number): Warnings {
  const key = String(frameId);
  const top = before['0'];
  const isNewPage = frameId === 0 && top !== undefined && top.documentId !== documentId;
  return { ...(isNewPage ? {} : before), [key]: { documentId, warnings } };
}

async function readWarnings(tabId: number): Promise<Warnings> {
  const key = warningsKey(tabId);
  const stored = v.safeParse(warningsSchema, (await browser.storage.session.get(key))[key]);
  return stored.success ? stored.output : {};
}

const sum = (warnings: Warnings): number => Object.values(warnings).reduce((total, one) => total + one.warnings, 0);

/** Stores one document's count and answers with the sum over the tab. */
export function countWarnings(source: WarningSource, warnings: number): Promise<number> {
  return inTurn(async () => {
    const after = withCount(await readWarnings(source.tabId), source, warnings);
    await browser.storage.session.set({ [warningsKey(source.tabId)]: after });
    return sum(after);
  });
}

/** Forgets the documents of a tab that are gone; answers with the sum over the others, `undefined` when none was noted. */
export function keepWarningsOf(
  tabId: number,
  isThere: (documentId: string) => Promise<boolean>,
): Promise<number | undefined> {
  return inTurn(async () => {
    const noted = Object.entries(await readWarnings(tabId));
    if (noted.length === 0) return undefined;
    const there = await Promise.all(noted.map(([, { documentId }]) => isThere(documentId)));
    const after = Object.fromEntries(noted.filter((_one, index) => there[index] === true));
    if (there.includes(true)) await browser.storage.session.set({ [warningsKey(tabId)]: after });
    else await browser.storage.session.remove(warningsKey(tabId));
    return sum(after);
  });
}

/** Forgets a tab that was closed. */
export function forgetWarnings(tabId: number): Promise<void> {
  return inTurn(() => browser.storage.session.remove(warningsKey(tabId)));
}
